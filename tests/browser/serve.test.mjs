// The preview: what is saved shows by itself, what is wrong shows on its page and goes when it is repaired, and the reader stays where
// they were. Run as   node tests/browser/serve.test.mjs SITE ATELIER COURSE
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { inBrowser } from './support.mjs';

const [, atelier, course] = process.argv.slice(2).map((path) => resolve(path));
const work = mkdtempSync(join(tmpdir(), 'atelier-serve-'));
cpSync(course, work, { recursive: true });
const lesson = join(work, 'content/lessons/network/firewall/lesson.en.md');
const original = readFileSync(lesson, 'utf8');
const save = (text, file = lesson) => writeFileSync(file, text);

/** `atelier serve` in the course, from when it listens. */
function serve(port = 0, folder = '.') {
  const child = spawn(atelier, ['serve', folder, '--port', String(port)], { cwd: work, env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1' }, stdio: ['ignore', 'inherit', 'pipe'] });
  const server = { child, said: '', root: '' };
  const stop = () => new Promise((ended) => (child.exitCode === null ? (child.once('exit', ended), child.kill('SIGTERM')) : ended()));
  const listens = new Promise((found, failed) => {
    child.stderr.on('data', (bytes) => {
      server.said += bytes;
      server.root = /http:\/\/127\.0\.0\.1:\d+\//.exec(server.said)?.[0] ?? '';
      if (server.root) found({ ...server, stop, said: () => server.said });
    });
    child.once('exit', () => failed(new Error(server.said)));
  });
  return listens;
}
let live = await serve();
const port = Number(new URL(live.root).port);
after(async () => {
  await live.stop();
  assert.equal(live.child.exitCode, 0, live.said());
  rmSync(work, { recursive: true });
});

const page_ = 'en/lessons/network/firewall.html';
const overlay = (page) => page.locator('atelier-preview section');
const at = { at: live.root };
const has = (page, words) => page.locator('main').getByText(words).first().waitFor();
/** Waits until the page has been loaded again. */
const again = async (page, change) => {
  await page.evaluate(() => (window.before = true));
  change();
  await page.waitForFunction(() => window.before === undefined && document.readyState === 'complete');
};

inBrowser('what is saved shows, where the reader is, with the tabs and folds that they chose', at, async ({ page, visit, awake }) => {
  await visit(page_);
  await page.getByRole('tab', { name: 'Windows' }).first().click();
  const fold = page.locator('details', { hasText: 'The state is one command away' }).first();
  await fold.locator('summary').first().click();
  const solution = page.locator('#recover');
  await solution.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 40));
  const top = () => solution.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  const before = await top();
  await again(page, () => save(original.replace('## The rules', '## The rules\n\nOne more sentence.\n\nAnd another, which moves all below it.')));
  await has(page, 'One more sentence.');
  await awake();
  await page.waitForTimeout(700);
  assert.ok(Math.abs((await top()) - before) <= 3, `the heading was at ${before} and is at ${await top()}`);
  assert.equal(await page.getByRole('tab', { name: 'Windows' }).first().getAttribute('aria-selected'), 'true');
  assert.equal(await fold.evaluate((element) => element.open), true);
  await again(page, () => save(original));
});

inBrowser('an editor that writes beside and renames is seen too, and only pages that change are loaded again', at, async ({ page, context, visit }) => {
  await visit(page_);
  const other = await context.newPage();
  await other.goto(live.root + 'en/glossary.html');
  await other.evaluate(() => (window.before = true));
  await again(page, () => {
    save(original.replace('Refuse everything', 'Refuse it all'), lesson + '~');
    renameSync(lesson + '~', lesson);
  });
  assert.equal(await other.evaluate(() => window.before), true);
  await again(page, () => save(original));
});

for (const [language, here, elsewhere] of [['en', '1 problem here', '1 problem elsewhere'], ['fr', '1 problème ici', '1 problème ailleurs']])
  inBrowser(`an error shows on its page, with its place and what to do, and goes when it is repaired (${language})`, at, async ({ page, go }) => {
    const file = lesson.replace('lesson.en', `lesson.${language}`);
    const good = readFileSync(file, 'utf8');
    await go(page_.replace('en/', `${language}/`));
    const line = good.trimEnd().split('\n').length + 2;
    save(`${good.trimEnd()}\n\n[nowhere](../prots/lesson.${language}.md)\n`, file);
    await overlay(page).waitFor();
    assert.equal(await overlay(page).locator('h2').innerText(), here);
    const shown = await overlay(page).innerText();
    assert.match(shown, new RegExp(`content/lessons/network/firewall/lesson\\.${language}\\.md:${line}:`));
    assert.match(shown, new RegExp(`\\[nowhere\\]\\(\\.\\./prots/lesson\\.${language}\\.md\\)`));
    assert.match(shown, /ports/); // the hint
    await go(`${language}/glossary.html`);
    await overlay(page).waitFor();
    assert.equal(await overlay(page).locator('h2').innerText(), elsewhere);
    await overlay(page).getByRole('button').click();
    await overlay(page).getByRole('link').click();
    await page.waitForURL(new RegExp(`${language}/lessons/network/firewall\\.html`));
    await overlay(page).waitFor();
    save(good, file);
    await overlay(page).waitFor({ state: 'hidden' });
  });

inBrowser('an error of the whole course shows on every page', at, async ({ page, go }) => {
  const file = join(work, 'content/course.toml');
  const good = readFileSync(file, 'utf8');
  await go('en/glossary.html');
  save(`colour = "blue"\n${good}`, file);
  await overlay(page).waitFor();
  assert.match(await overlay(page).innerText(), /content\/course\.toml:1:1/);
  save(good, file);
  await overlay(page).waitFor({ state: 'hidden' });
});

inBrowser('drafts are shown, and notes for whoever teaches stand open', at, async ({ page, go }) => {
  await go(page_);
  assert.equal(await page.locator('details.instructor').evaluate((element) => element.open), true);
  const file = join(work, 'content/lessons/network/ports/lesson.toml');
  const good = readFileSync(file, 'utf8');
  await go('en/lessons/network/ports.html');
  await again(page, () => save(/^status/m.test(good) ? good.replace(/^status.*$/m, 'status = "draft"') : `status = "draft"\n${good}`, file));
  assert.equal((await page.goto(live.root + 'en/lessons/network/ports.html')).status(), 200);
  await again(page, () => save(good, file));
});

inBrowser('a page goes on by itself when the server comes back', { ...at, expected: [/WebSocket|ERR_CONNECTION_REFUSED/] }, async ({ page, go }) => {
  await go(page_);
  await live.stop();
  save(original.replace('## The rules', '## The rules\n\nWritten meanwhile.'));
  await again(page, () => void serve(port).then((server) => (live = server)));
  await has(page, 'Written meanwhile.');
  await again(page, () => save(original));
});

// A course that has never been right: there is no site yet.
const wrong = mkdtempSync(join(tmpdir(), 'atelier-serve-'));
cpSync(course, wrong, { recursive: true });
const wrongLesson = lesson.replace(work, wrong);
writeFileSync(wrongLesson, `${original}\n[nowhere](../prots/lesson.en.md)\n`);
const first = await serve(0, wrong);
after(async () => {
  await first.stop();
  rmSync(wrong, { recursive: true });
});
inBrowser('without a site yet there is a page that tells why, and that becomes the course', { at: first.root, expected: [/503/, /404/] /* the page, and the icon that a browser looks for */ }, async ({ page, go }) => {
  await go('');
  await overlay(page).waitFor();
  await overlay(page).getByRole('button').click();
  assert.match(await overlay(page).innerText(), /content\/lessons\/network\/firewall\/lesson\.en\.md/);
  writeFileSync(wrongLesson, original);
  await page.locator('main').waitFor();
  await overlay(page).waitFor({ state: 'hidden' });
});

test('a port that is taken gives the next one, and says so', async () => {
  const second = await serve(port);
  try {
    assert.notEqual(Number(new URL(second.root).port), port);
    assert.match(second.said(), new RegExp(`port ${port} is taken, ${new URL(second.root).port} is free`));
  } finally {
    await second.stop();
  }
});

/** Status and body of a request as it stands, which no browser would send. */
const ask = (path, headers = {}) =>
  new Promise((answered, failed) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (bytes) => (body += bytes));
      answer.on('end', () => answered({ status: answer.statusCode, headers: answer.headers, body }));
    });
    asked.on('upgrade', (answer, socket) => (socket.destroy(), answered({ status: 101, headers: answer.headers, body: '' })));
    asked.on('error', failed);
    asked.end();
  });
const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==' };

test('nothing outside the site is served, to no other name, and no page elsewhere may listen', async () => {
  assert.equal((await ask('/../../content/course.toml')).status, 404);
  assert.equal((await ask('/%2e%2e/%2e%2e/content/course.toml')).status, 404);
  assert.equal((await ask('/', { Host: 'evil.example' })).status, 421);
  assert.equal((await ask('/-/live?path=/', { ...upgrade, Origin: live.root.slice(0, -1) })).status, 101);
  assert.notEqual((await ask('/-/live?path=/', { ...upgrade, Origin: 'http://evil.example' })).status, 101);
  assert.notEqual((await ask('/-/live?path=/', upgrade)).status, 101);
});

test('pages and files are served as HTTP wants it', async () => {
  const first = await ask('/' + page_);
  assert.equal(first.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal((await ask('/' + page_, { 'If-None-Match': first.headers.etag })).status, 304);
  const style = /href="([^"]+\.css)"/.exec(first.body)[1].replace(/^(\.\.\/)+/, '/');
  assert.equal((await ask(style, { 'Accept-Encoding': 'gzip' })).headers['content-encoding'], 'gzip');
  assert.equal((await ask(style, { Range: 'bytes=0-9' })).status, 206);
});

test('the published site is not touched', () => {
  assert.throws(() => readFileSync(join(work, 'site/public/index.html')), /ENOENT/);
});
