// node tests/site/screenshots.mjs SITE OUT: pictures of one page of each kind, wide and phone, light and dark, in both languages, to look at.
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { filesOf } from './site.mjs';

const [root, out] = process.argv.slice(2).map((path) => resolve(path));
mkdirSync(out, { recursive: true });
const files = filesOf(root).filter((name) => name.endsWith('.html'));
const shapes = ['index', 'levels/[^/]+', 'topics/[^/]+', 'lessons/.+', 'guides/index', 'guides/(?!index)[^/]+', 'logbooks/index', 'logbooks/(?!index)[^/]+', 'logbooks/[^/]+/[^/]+', 'labs/index', 'labs/(?!index)[^/]+',
  'glossary', 'tips', 'review', 'pages/accessibility', 'competencies', 'errors', 'search', 'translations', '404'];
// Over HTTP: the addresses of a 404 page begin at the root.
const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  try {
    response.setHeader('Content-Type', types[path.split('.').pop()] ?? 'application/octet-stream');
    response.end(readFileSync(join(root, path)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
for (const [width, name] of [[1440, 'wide'], [390, 'phone']]) {
  for (const scheme of ['light', 'dark']) {
    const tab = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: scheme, serviceWorkers: 'block' });
    for (const language of ['fr', 'en']) {
      for (const shape of shapes) {
        const file = files.find((candidate) => new RegExp(`^${language}/${shape}\\.html$`).test(candidate));
        if (!file) continue;
        await tab.goto(origin + file);
        await tab.mouse.move(4, 4); // the first sign of life: the scripts come
        await tab.waitForLoadState('networkidle');
        await tab.waitForTimeout(250);
        await tab.screenshot({ path: join(out, `${name}-${scheme}-${file.replaceAll('/', '_').replace('.html', '')}.png`), fullPage: true });
      }
    }
    await tab.close();
  }
}
await browser.close();
server.close();
