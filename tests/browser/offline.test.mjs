// After one visit the whole course is there without a network, at the root of a host and in a subfolder; a newer version waits until the
// reader takes it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inBrowser, serve, site, text, words } from './support.mjs';

const controlled = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done(true);
  else navigator.serviceWorker.addEventListener('controllerchange', () => done(true));
})));
const options = { serviceWorkers: 'allow' };

for (const under of ['/', '/some/where/']) {
  const server = await serve(site, under);
  inBrowser(`the course without a network, under ${under}`, { ...options, at: server.root, expected: [/ERR_CONNECTION_REFUSED|ERR_FAILED/] }, async ({ page, visit, wake }) => {
    await visit('en/index.html');
    await controlled(page);
    await server.stop();
    for (const path of ['en/lessons/network/ports.html', 'fr/logbooks/server/disk-full.html', 'fr/', 'en/labs/firewall.html?x=1#run_']) {
      const answer = await page.goto(server.root + path);
      assert.equal(answer.status(), 200, path);
      assert.ok(answer.fromServiceWorker(), path);
    }
    await page.goto(server.root + 'en/lessons/network/ports.html');
    await wake();
    await page.locator('[data-quiz=first] .choice label').nth(1).click();
    await page.locator('[data-quiz=first]').getByRole('button', { name: 'Check', exact: true }).click();
    assert.match(await text(page.locator('[data-quiz=first] .verdict')), /That is right/);
    await page.keyboard.press('Control+k');
    await page.locator('#search-field').fill('firewall');
    await page.locator('.results [role=option]').first().waitFor();
    await page.goto(server.root + 'en/nowhere.html');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'a page that was never seen leads to the home page in its language');
  });
}

for (const language of ['en', 'fr']) {
  const server = await serve(site);
  inBrowser(`a newer version is offered, and taken when the reader says so (${language})`, { ...options, at: server.root }, async ({ page, visit, awake }) => {
    const say = words(language);
    await visit(`${language}/index.html`);
    await controlled(page);
    assert.equal(await page.locator('.told').count(), 0, 'the first version is nothing to tell');
    const path = `${language}/index.html`;
    server.replaced.set(path, readFileSync(join(site, path), 'utf8').replace('</h1>', ' 2</h1>'));
    server.replaced.set('worker.js', readFileSync(join(site, 'worker.js'), 'utf8').replace(/"version":"\w+"/, '"version":"newer"').replace(new RegExp(`("${path}":")\\w+`), '$1newer'));
    await visit(path);
    await page.getByText(say('offline.newer')).waitFor();
    assert.doesNotMatch(await text(page.locator('h1')), / 2$/, 'never in the middle of a page');
    await page.getByRole('button', { name: say('offline.update') }).click();
    await page.waitForFunction(() => / 2$/.test(document.querySelector('h1').textContent.trim()));
    await page.mouse.move(9, 9);
    await awake();
    assert.equal(await page.locator('.told').count(), 0);
    assert.equal((await page.evaluate(() => caches.keys())).length, 1, 'the older version is gone');
  });
}

const partial = await serve(site);
inBrowser('of a large course the pages that were visited are kept, and the home page says where one is', { ...options, at: partial.root, expected: [/ERR_CONNECTION_REFUSED|ERR_FAILED/] }, async ({ page, visit }) => {
  const frame = (all) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(all)).filter(([path]) => /^assets\/[^/]+$|index\.html$/.test(path))));
  partial.replaced.set('worker.js', readFileSync(join(site, 'worker.js'), 'utf8').replace('"whole":true', '"whole":false').replace(/("files":)(\{[^{}]*\})/, (_, key, all) => key + frame(all)));
  await visit('en/index.html');
  await controlled(page);
  await visit('en/glossary.html');
  await partial.stop();
  assert.equal((await page.goto(partial.root + 'en/glossary.html')).status(), 200);
  await page.goto(partial.root + 'fr/tips.html');
  assert.ok(await page.locator('.grid').count(), 'the home page instead');
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
});
