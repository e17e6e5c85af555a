// What the tests of packages share: the folder of exported files, archives unpacked, tools that may be missing, one Chromium.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const folder = resolve(process.argv[2] ?? '');
if (!existsSync(folder)) throw new Error(`no folder "${folder}": give what atelier export wrote`);
export const files = () => readdirSync(folder).sort();
export const text = (name) => readFileSync(join(folder, name), 'utf8');

const closing = [];
after(async () => {
  for (const close of closing.reverse()) await close();
});

/** The folder into which an archive was unpacked; it goes when the tests end. */
export function unpacked(archive) {
  const target = mkdtempSync(join(tmpdir(), 'package-'));
  closing.push(() => rmSync(target, { recursive: true }));
  execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, archive), target]);
  return target;
}

// The project's modules, or those of the folder in TEST_MODULES.
const places = [import.meta.url, ...(process.env.TEST_MODULES ? [pathToFileURL(join(process.env.TEST_MODULES, 'x')).href] : [])];
/** The path of a module's file; null when it is not installed. */
export function moduleFile(name) {
  for (const place of places) {
    try {
      return createRequire(place).resolve(name);
    } catch { /* the next place */ }
  }
  for (const place of places) {
    for (let up = new URL('.', place); ; up = new URL('..', up)) {
      const file = fileURLToPath(new URL(`node_modules/${name}`, up));
      if (existsSync(file)) return file;
      if (up.pathname === '/') break;
    }
  }
  return null;
}
export const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.xml': 'application/xml', '.json': 'application/json' };
/** Serves what `answer(request, url, body)` gives - bytes, or {status, headers, body} - until the tests end. */
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://x');
    const parts = [];
    for await (const part of request) parts.push(part);
    // A browser asks for it by itself.
    const found = url.pathname === '/favicon.ico' ? { status: 204 } : await answer(request, url, Buffer.concat(parts).toString());
    const whole = found === null || found === undefined ? { status: 404 } : typeof found === 'string' || Buffer.isBuffer(found) ? { body: found } : found;
    response.writeHead(whole.status ?? 200, { 'Content-Type': types[extname(url.pathname)] ?? 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...whole.headers });
    response.end(whole.body ?? '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${server.address().port}/`;
}
/** A file below a folder, never one outside it. */
export function fileIn(root, path) {
  const file = join(root, decodeURIComponent(path));
  return file.startsWith(root) && existsSync(file) ? readFileSync(file) : null;
}

let launched;
export async function newPage() {
  const { chromium } = await import('playwright-core');
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-extensions', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const browser = await launched;
  if (closing.every((close) => close.browser === undefined)) {
    const close = () => browser.close();
    close.browser = true;
    closing.push(close);
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
  return page;
}

/** Answers every question of the lesson about ports, in `scope` (a page or a frame). */
export async function answerAll(scope, { right = true, language = 'en' } = {}) {
  const main = scope.locator(`main[data-language=${language}]`);
  const quiz = (id) => main.locator(`[data-quiz=${id}]`);
  await quiz('first').locator('input').nth(right ? 1 : 0).check();
  await quiz('several').locator('input').nth(0).check();
  await quiz('several').locator('input').nth(right ? 1 : 2).check();
  await quiz('count').locator('input').fill(right ? '65 536' : '7');
  await quiz('command').locator('input').fill(right ? 'UFW  status' : 'none');
  for (const id of ['sequence', 'pairs'])
    for (const place of await quiz(id).locator('.place').all())
      await place.locator('select').selectOption(right ? await place.getAttribute('data-right') : '1');
  for (const id of ['first', 'several', 'count', 'command', 'sequence', 'pairs'])
    await quiz(id).locator('button').click();
}
