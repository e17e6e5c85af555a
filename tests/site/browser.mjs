// One page of each kind, in both languages, in Debian's Chromium from disk: no message on the console, nothing refused by the
// Content-Security-Policy, no request elsewhere, no sideways scroll on a phone, and no violation that axe-core finds (WCAG 2.2 AA) in light
// or dark. Then the same pages without JavaScript must say as much.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { filesOf } from './site.mjs';

const root = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const files = filesOf(root).filter((name) => name.endsWith('.html'));

// The first page of each kind in each language, by the shape of its address. A 404 page is made for a server: its addresses begin at the
// root, so it is looked at over HTTP.
const server = createServer((request, response) => {
  const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
  const path = new URL(request.url, 'http://x').pathname;
  try {
    response.setHeader('Content-Type', types[path.split('.').pop()] ?? 'application/octet-stream');
    response.end(readFileSync(join(root, path)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const kinds = [/^404\.html$/, /^index\.html$/, ...['fr', 'en'].flatMap((language) =>
  ['index', 'levels/[^/]+', 'topics/[^/]+', 'lessons/.+', 'guides/index', 'guides/(?!index)[^/]+', 'logbooks/index', 'logbooks/(?!index)[^/]+', 'logbooks/[^/]+/[^/]+',
    'labs/index', 'labs/(?!index)[^/]+', 'glossary', 'tips', 'pages/accessibility', 'competencies', 'errors', 'search', 'translations', '404']
    .map((shape) => new RegExp(`^${language}/${shape}\\.html$`)))];
const pages = [...new Set(kinds.map((kind) => files.find((file) => kind.test(file))).filter(Boolean))];

let failures = 0;
const complain = (page, what) => {
  failures += 1;
  if (failures <= 40) console.error(`${page}: ${what}`);
};

const profile = mkdtempSync(join(tmpdir(), 'atelier-browser-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  viewport: { width: 1280, height: 900 },
  bypassCSP: false,
});
try {
  const tab = await browser.newPage();
  let current = '';
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && complain(current, 'console: ' + message.text()));
  tab.on('pageerror', (error) => complain(current, 'exception: ' + error.message));
  tab.on('request', (request) => !/^(file|data):/.test(request.url()) && !request.url().startsWith(origin + '/') && complain(current, 'a request to ' + request.url()));
  for (const file of pages) {
    current = file;
    const address = file.endsWith('404.html') ? `${origin}/${file}` : pathToFileURL(join(root, file)).href;
    for (const scheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme: scheme });
      await tab.setViewportSize({ width: 1280, height: 900 });
      await tab.goto(address);
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => window.axe.run(document, { preload: false, runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
      for (const violation of violations)
        complain(file, `${scheme}: ${violation.id}: ${violation.help} (${violation.nodes.length}): ${violation.nodes[0].target} ${violation.nodes[0].failureSummary.split('\n').slice(1, 3).join(' ')}`);
    }
    for (const width of [320, 390, 820]) {
      await tab.setViewportSize({ width, height: 800 });
      const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (sideways > 0) complain(file, `${sideways} px of sideways scroll at ${width} px`);
    }
  }
  await tab.close();
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(`${pages.length} pages of ${kinds.length} kinds, ${failures} problems`);
process.exit(failures === 0 && pages.length > 20 ? 0 : 1);
