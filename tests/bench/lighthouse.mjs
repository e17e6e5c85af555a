// Lighthouse on the home page, a lesson, a logbook and a lab, served by `atelier serve`: one line a page, then what is below 100.
//   node tests/bench/lighthouse.mjs ATELIER SITE             all four categories; quote it from a machine that does nothing else
//   node tests/bench/lighthouse.mjs ATELIER SITE --steady    only those that do not depend on the machine's speed; that is the test
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { filesOf } from '../site/site.mjs';

const [atelier, root, only] = process.argv.slice(2);
const categories = [...(only === '--steady' ? [] : ['performance']), 'accessibility', 'best-practices', 'seo'];
const files = filesOf(root);
const kinds = [/^en\/index\.html$/, /^fr\/lessons\/.+\.html$/, /^en\/logbooks\/(?!index)[^/]+\.html$/, /^fr\/logbooks\/[^/]+\/.+\.html$/, /^en\/labs\/(?!index)[^/]+\.html$/];
const pages = kinds.map((kind) => files.find((file) => kind.test(file))).filter(Boolean);

const server = spawn(atelier, ['serve', '--site', root, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
const port = await new Promise((resolve, reject) => {
  let text = '';
  server.stderr.on('data', (bytes) => {
    text += bytes;
    const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(text);
    if (found) resolve(Number(found[1]));
  });
  server.on('exit', () => reject(new Error('the server ended: ' + text)));
});
const chromePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(join(root, 'index.html')) || !existsSync(chromePath)) throw new Error('no site or no Chromium');
const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'], logLevel: 'silent' });

let below = 0;
try {
  for (const page of pages) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${page}`, { port: chrome.port, onlyCategories: categories, logLevel: 'silent', output: 'json' });
    console.log(`${page}: ${Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`).join(', ')}`);
    for (const { auditRefs, score } of Object.values(lhr.categories)) {
      if (score === 1) continue;
      below += 1;
      for (const { id, weight } of auditRefs) {
        const audit = lhr.audits[id];
        if (!weight || audit.score === null || audit.score === 1) continue;
        const item = audit.details?.items?.[0];
        console.log(`  ${id} (${audit.score}): ${audit.title}${audit.displayValue ? ': ' + audit.displayValue : ''} ${item ? JSON.stringify(item.node?.snippet ?? item.description ?? item.source ?? item.url ?? '') : ''}`);
      }
    }
  }
} finally {
  chrome.kill();
  server.kill('SIGTERM');
}
console.log(`${pages.length} pages, ${below} categories below 100`);
process.exit(below === 0 && pages.length >= 3 ? 0 : 1);
