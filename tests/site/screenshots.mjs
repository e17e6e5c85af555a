// node tests/site/screenshots.mjs SITE OUT: pictures of one page of each kind, wide and phone, light and dark, in both languages, to look at.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { filesOf } from './site.mjs';

const [root, out] = process.argv.slice(2).map((path) => resolve(path));
mkdirSync(out, { recursive: true });
const files = filesOf(root).filter((name) => name.endsWith('.html'));
const shapes = ['index', 'levels/[^/]+', 'topics/[^/]+', 'lessons/.+', 'guides/index', 'guides/(?!index)[^/]+', 'logbooks/index', 'logbooks/(?!index)[^/]+', 'logbooks/[^/]+/[^/]+', 'labs/index', 'labs/(?!index)[^/]+',
  'glossary', 'tips', 'review', 'pages/accessibility', 'competencies', 'errors', 'search', 'translations', '404'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
for (const [width, name] of [[1440, 'wide'], [390, 'phone']]) {
  for (const scheme of ['light', 'dark']) {
    const tab = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: scheme });
    for (const language of ['fr', 'en']) {
      for (const shape of shapes) {
        const file = files.find((candidate) => new RegExp(`^${language}/${shape}\\.html$`).test(candidate));
        if (!file) continue;
        await tab.goto(pathToFileURL(join(root, file)).href);
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
