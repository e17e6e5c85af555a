// What the browser tests share: one Chromium a file, the small course served on a port of its own (also in a subfolder) or opened from
// disk, and a watch over every page: no message on the console, no exception, no request elsewhere. Run as
//   node tests/browser/<name>.test.mjs SITE          SITE is tests/browser/course, built
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const site = resolve(process.argv[2] ?? '');
if (!existsSync(join(site, 'worker.js'))) throw new Error(`no site in "${site}": give the folder of a built tests/browser/course`);
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.xml': 'application/xml', '.txt': 'text/plain' };

/** Serves `folder` under `under` until the tests end. `replaced` may hold other content for a path. */
export async function serve(folder = site, under = '/') {
  const replaced = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    if (!path.startsWith(under)) return response.writeHead(404).end();
    const inside = path.slice(under.length).replace(/(^|\/)$/, '$1index.html');
    const file = join(folder, inside);
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', 'no-cache');
    if (replaced.has(inside)) return response.end(replaced.get(inside));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  open.push(stop);
  return { root: `http://127.0.0.1:${port}${under}`, replaced, stop };
}
const open = [];

let launched;
const browser = () =>
  (launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--in-process-gpu', '--disable-software-rasterizer', '--disable-quic', '--no-first-run', '--disable-extensions', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  }));
let served;
export const origin = async () => (served ??= await serve()).root;
export const disk = pathToFileURL(site).href + '/';
after(async () => {
  await (await launched)?.close();
  for (const stop of open) await stop().catch(() => {});
  if (folder) rmSync(folder, { recursive: true });
});

/** The words of the interface in a language: what stands in the table [script.*] of the theme's strings. */
export function words(language) {
  const path = fileURLToPath(new URL(`../../themes/default/strings/${language}.toml`, import.meta.url));
  const out = {};
  let table = '';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const head = /^\[(.+)\]$/.exec(line);
    if (head) table = head[1].replace(/^script\./, '');
    const entry = /^([\w.-]+) = (".*")$/.exec(line);
    if (entry) out[`${table}.${entry[1]}`] = JSON.parse(entry[2]);
  }
  return (key, fill = {}) => {
    assert.ok(out[key] !== undefined, `there is no text ${key}`);
    return out[key].replace(/\{(\w+)\}/g, (whole, name) => (name in fill ? String(fill[name]) : whole));
  };
}

const fitting = { serviceWorkers: 'block', locale: 'en-GB', timezoneId: 'Europe/Paris', viewport: { width: 1280, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/**
 * A test in a browser context of its own. `options` are Playwright's, and: `init` (runs before the page's scripts), `at` (the root of
 * the addresses), `expected` (console messages that belong to the test). The function gets `go(path)`, which opens a page, `wake`, which
 * does what a reader does first and waits for the scripts, and the context.
 */
export function inBrowser(name, options, run) {
  const { init, at, expected = [], ...more } = options;
  test(name, { timeout: 60_000 }, async () => {
    const context = await (await browser()).newContext({ ...fitting, ...more });
    context.setDefaultTimeout(8000);
    const root = at ?? (await origin());
    const faults = [];
    const watch = (page) => {
      page.on('console', (message) => {
        const words = message.text();
        if (!words.includes('blocked by Playwright') && !expected.some((pattern) => pattern.test(words))) faults.push(`console ${message.type()}: ${words}`);
      });
      page.on('pageerror', (error) => expected.some((pattern) => pattern.test(error.message)) || faults.push(`exception: ${error.message}`));
      page.on('request', (request) => {
        const url = request.url();
        if (!/^(?:data|blob):/.test(url) && !url.startsWith(root.startsWith('file:') ? 'file:' : new URL(root).origin + '/')) faults.push(`a request to ${url}`);
      });
    };
    context.on('page', watch);
    if (options.javaScriptEnabled !== false) {
      await context.addInitScript(() => {
        document.addEventListener('load', ({ target }) => {
          if (/\/offline\.\w+\.js$/.test(target.src ?? '')) window.awake = true;
        }, true);
      });
      if (init) await context.addInitScript(init);
    }
    const page = await context.newPage();
    const awake = (tab = page) => tab.waitForFunction(() => window.awake === true);
    const wake = async (tab = page) => {
      await tab.mouse.move(3, 5);
      await tab.mouse.move(4, 4);
      await awake(tab);
    };
    try {
      await run({ page, context, root, awake, wake, faults, go: (path, tab = page) => tab.goto(root + path), visit: async (path, tab = page) => (await tab.goto(root + path), await wake(tab)) });
      assert.deepEqual(faults, []);
    } catch (failure) {
      if (faults.length) failure.message += `\n  and on the page: ${faults.join('\n  ')}`;
      throw failure;
    } finally {
      await context.close();
    }
  });
}

/** What axe-core finds (WCAG 2.2 AA), one line a finding; `rules` alone when they are given. */
export async function violations(page, rules) {
  await page.evaluate(axeSource);
  const found = await page.evaluate((only) => {
    scrollTo(0, 0);
    const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
    return window.axe.run(document, { preload: false, resultTypes: ['violations'], runOnly });
  }, rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary.split('\n')[1]}`);
}

/** What this browser keeps of the course, without the name of the course. */
export const kept = (page, subject) => page.evaluate((key) => JSON.parse(localStorage.getItem('atelier:small:' + key)), subject);
export const everythingKept = (page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
export const text = async (locator) => (await locator.innerText()).replace(/\s+/g, ' ').trim();
export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** Goes on with Tab until `locator` has the focus: what the keyboard cannot reach fails. */
export async function tabTo(page, locator, most = 80) {
  for (let i = 0; i < most; ++i) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${most} times Tab did not reach ${locator}`);
}
/** A file as a dialog or a drop gives it. */
export const file = (content) =>
  content === huge ? hugeFile() : { name: 'file.json', mimeType: 'application/json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)) };
export async function drop(page, locator, content) {
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'file.json', { type: 'application/json' }));
    return transfer;
  }, content);
  for (const kind of ['dragenter', 'dragover', 'drop']) await locator.dispatchEvent(kind, { dataTransfer: data });
}
export const here = (path) => join(dirname(fileURLToPath(import.meta.url)), path);
export const markup = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
/** Stands for a file of 50 MB, more than any of ours may have. */
export const huge = Symbol('50 MB');
let folder;
function hugeFile() {
  folder ??= mkdtempSync(join(tmpdir(), 'atelier-huge-'));
  const path = join(folder, 'file.json');
  if (!existsSync(path)) writeFileSync(path, Buffer.alloc(50 << 20, '{'));
  return path;
}
