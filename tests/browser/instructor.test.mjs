// The instructor's view: asked for in the address, remembered, left by a press; notes stand open; the run sheet of a level or a topic.
import assert from 'node:assert/strict';
import { inBrowser, kept, text, words } from './support.mjs';

const lesson = 'lessons/network/firewall.html';
for (const language of ['en', 'fr'])
  inBrowser(`notes stand open once asked for, on every page, until one leaves (${language})`, {}, async ({ page, visit, go, awake }) => {
    const say = words(language);
    await visit(`${language}/${lesson}`);
    assert.equal(await page.locator('details.instructor').getAttribute('open'), null);
    await go(`${language}/${lesson}?instructor`);
    await awake();
    assert.notEqual(await page.locator('details.instructor').getAttribute('open'), null);
    assert.equal(await kept(page, 'instructor'), 1);
    await go(`${language}/guides/first-server.html`);
    await awake();
    await page.locator('details.instructor .note').waitFor();
    await page.getByRole('button', { name: say('instructor.leave') }).click();
    await page.waitForFunction(() => !document.documentElement.hasAttribute('data-instructs'));
    assert.equal(await page.locator('details.instructor').getAttribute('open'), null);
    assert.equal(await kept(page, 'instructor'), null);
  });

for (const [place, heading] of [['levels/beginner', 'Beginner: use a server'], ['topics/network', 'The network']])
  inBrowser(`the run sheet gives each lesson its hour (${place})`, { init: () => (window.print = () => (window.printed = document.documentElement.dataset.prints)) }, async ({ page, go, awake }) => {
    await go(`en/${place}.html?instructor`);
    await awake();
    const sheet = page.locator('.run-sheet');
    assert.equal(await text(sheet.locator('h2')), words('en')('sheet.title', { title: heading }));
    await sheet.locator('#sheet_begin').fill('13:30');
    await sheet.locator('#sheet_pause').fill('5');
    const rows = await sheet.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].slice(0, 4).map((cell) => cell.textContent)));
    assert.deepEqual(rows.slice(0, 2), [['13:30 – 13:40', 'Ports', '3', '7'], ['13:45 – 14:05', 'Close first', '5', '15']]);
    await sheet.getByRole('button', { name: words('en')('sheet.print') }).click();
    assert.equal(await page.evaluate(() => window.printed), 'sheet');
    await page.emulateMedia({ media: 'print' });
    assert.ok(await sheet.isVisible());
    assert.equal(await page.locator('.rows').isVisible(), false);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    assert.ok(await page.locator('.rows').isVisible());
  });
