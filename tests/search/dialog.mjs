// node dialog.mjs SITE: the search as people use it, in a browser, from disk and with the site's Content-Security-Policy: the dialog and its keys,
// what it says to a screen reader, the words it marks on the page that it opens, the page that searches, the page for pasted errors, a
// damaged index, and axe-core on all of them (WCAG 2.2 AA).
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const work = mkdtempSync(join(tmpdir(), 'atelier-dialog-'));
const site = join(work, 'site');
cpSync(process.argv[2], site, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = (path) => pathToFileURL(join(site, path.split('?')[0])).href + (path.includes('?') ? '?' + path.split('?')[1] : '');
const lesson = readdirSync(join(site, 'fr/lessons'), { recursive: true }).filter((name) => name.endsWith('.html')).sort()[0];

let failures = 0;
let checks = 0;
const check = (good, what) => {
  checks += 1;
  if (!good) {
    failures += 1;
    console.error('failed: ' + what);
  }
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  let quiet = false;
  tab.on('console', (message) => !quiet && ['error', 'warning'].includes(message.type()) && check(false, 'console: ' + message.text()));
  tab.on('pageerror', (error) => check(false, 'exception: ' + error.message));
  tab.on('request', (request) => !/^(file|data):/.test(request.url()) && check(false, 'a request to ' + request.url()));
  const accessible = async (what) => {
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme });
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => window.axe.run(document, { preload: false, runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
      for (const { id, help, nodes } of violations) check(false, `${what}, ${colorScheme}: ${id}: ${help}: ${nodes[0].target} ${nodes[0].failureSummary}`);
    }
  };
  const status = () => tab.textContent('dialog[open] [role=status]');
  const says = (text) => tab.waitForFunction((wanted) => document.querySelector('dialog[open] [role=status]')?.textContent.includes(wanted), text, { timeout: 5000 }).then(() => true, () => false);
  const ask = (query) => tab.fill('dialog[open] input', query);

  await tab.goto(address('fr/lessons/' + lesson));
  await tab.mouse.move(200, 200);
  await tab.waitForFunction(() => typeof atelierShard === 'undefined');
  check((await tab.$$('script[src*="search-engine"]')).length === 0, 'nothing of the search is read before somebody searches');
  for (const key of ['/', 'Control+k']) {
    await tab.keyboard.press(key);
    check(await tab.waitForSelector('dialog[open] input', { timeout: 5000 }).then(() => true, () => false), `${key} opens the dialog`);
    check(await tab.evaluate(() => document.activeElement?.getAttribute('role') === 'combobox'), 'the field has the focus');
    await tab.keyboard.press('Escape');
    check((await tab.$('dialog[open]')) === null, 'Escape closes the dialog');
  }
  await tab.click('a[data-search-open]');
  await tab.waitForSelector('dialog[open] input');
  await ask('hallucination');
  check(await says('résultat'), 'the status says how many results there are');
  check((await tab.getAttribute('dialog input', 'aria-expanded')) === 'true', 'the field says that there is a list');
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('ArrowUp');
  const active = await tab.getAttribute('dialog input', 'aria-activedescendant');
  check(active !== null && (await tab.getAttribute('#' + active, 'aria-selected')) === 'true', 'arrows choose a result');
  check((await tab.$$('dialog [role=option][aria-selected=true]')).length === 1, 'one result is chosen');
  check((await tab.textContent('#' + active)).includes('Hallucination'), 'the first result is the glossary’s entry');
  await accessible('the dialog with results');

  await ask('halucination');
  check(await says('«\u00A0hallucination\u00A0» au lieu de «\u00A0halucination\u00A0»'), 'a correction is said: ' + (await status()));
  await ask('qzxqzx');
  check(await says('Rien trouvé pour «\u00A0qzxqzx\u00A0»'), 'that nothing is found is said: ' + (await status()));
  await accessible('the dialog without results');
  await ask('dial tcp: lookup mailpit on 127.0.0.53:53: no such host');
  check(await tab.waitForSelector('dialog .stamp', { timeout: 5000 }).then(() => true, () => false), 'an error that the course knows shows its text');
  await ask('hallucination');
  await says('résultat');
  await tab.selectOption('dialog select >> nth=0', { index: 1 });
  await tab.waitForTimeout(300);
  check((await tab.$$eval('dialog .result-where', (all) => all.length > 0 && all.every((one) => !one.textContent.startsWith('Glossaire')))), 'a filter leaves out what has no level');
  await tab.selectOption('dialog select >> nth=0', { index: 0 });
  await ask('sauvegarde');
  await tab.keyboard.press('Enter'); // at once: the first answer to this query, and not to the one before
  check(await tab.waitForURL(/\?q=sauvegarde/, { timeout: 5000 }).then(() => true, () => false), 'Enter opens the first result: ' + tab.url());
  await tab.waitForTimeout(500);
  check((await tab.evaluate(() => CSS.highlights.get('search')?.size ?? 0)) > 0, 'the page that opens has the words marked');

  await tab.goto(address('fr/search.html?q=' + encodeURIComponent('clé anonyme')));
  check(await tab.waitForSelector('.results a', { timeout: 5000 }).then(() => true, () => false), 'the page that searches answers its ?q=');
  check((await tab.inputValue('#search-page-field')) === 'clé anonyme', 'and shows the query');
  await accessible('the page that searches');
  await tab.goto(address('en/errors.html'));
  await tab.fill('#search-error-field', '2026/11/20 10:00:00 dial tcp: lookup mailpit on 10.0.0.2:53: no such host\n');
  await tab.waitForSelector('.results .stamp');
  check((await tab.textContent('.search-seen mark')) === 'dial tcp: lookup mailpit on 10.0.0.2:53: no such host', 'the part that was recognised is marked');
  await accessible('the page for pasted errors');

  await tab.setViewportSize({ width: 320, height: 700 });
  for (const page of ['fr/search.html?q=serveur', 'fr/errors.html']) {
    await tab.goto(address(page));
    await tab.waitForTimeout(400);
    check(await tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${page} has no sideways scroll on a phone`);
  }
  await tab.close();

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(address('en/search.html'));
  check((await plain.textContent('main')).includes('Search needs JavaScript'), 'without scripts the page says so');
  check((await plain.$$('main .lines a')).length >= 2, 'and where else to look');
  await plain.close();

  // A damaged index gives a message.
  const folder = join(site, 'assets/search/en');
  for (const name of readdirSync(folder)) if (name.startsWith('t-')) writeFileSync(join(folder, name), '<!doctype html><title>404</title>');
  const broken = await browser.newPage();
  let thrown = '';
  broken.on('pageerror', (error) => (thrown = error.message.startsWith('Unexpected token') ? thrown : error.message));
  await broken.goto(address('en/search.html?q=server'));
  check(await broken.waitForFunction(() => document.querySelector('[role=status]')?.textContent.startsWith('The search index cannot be read'), null, { timeout: 5000 }).then(() => true, () => false), 'a damaged index is said');
  check(thrown === '', 'and throws nothing: ' + thrown);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${checks} checks, ${failures} failures`);
process.exit(failures === 0 && checks > 20 ? 0 : 1);
