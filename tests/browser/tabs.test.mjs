// Tabs by system: one choice for the whole site, remembered, in the address, by mouse and by keyboard, and found by the browser's search.
import assert from 'node:assert/strict';
import { inBrowser, phone, tabTo, words } from './support.mjs';

const lesson = 'en/lessons/network/firewall.html';
const tab = (page, name, set = 0) => page.locator('.tabs').nth(set).getByRole('tab', { name });
const shown = (page) => page.locator('.panel:visible').evaluateAll((panels) => panels.map((panel) => panel.dataset.panel));

for (const [name, options] of [['wide', {}], ['phone', phone]])
  inBrowser(`a press chooses for every place of the page, for other pages and in the address (${name})`, options, async ({ page, visit }) => {
    await visit(lesson);
    assert.deepEqual(await shown(page), ['unix', 'unix']);
    await tab(page, 'Windows').click();
    assert.deepEqual(await shown(page), ['windows', 'windows']);
    assert.equal(new URL(page.url()).searchParams.get('os'), 'windows');
    assert.equal(await tab(page, 'Windows', 1).getAttribute('aria-selected'), 'true');
    assert.ok((await tab(page, 'Windows').boundingBox()).height >= 24);
    await visit('fr/lessons/network/firewall.html');
    assert.deepEqual(await shown(page), ['windows', 'windows']);
    assert.equal(await page.getByRole('tablist').first().getAttribute('aria-label'), words('fr')('tabs.label'));
  });

inBrowser('an address chooses, and what was remembered stays', {}, async ({ page, visit, go, awake }) => {
  await visit(lesson);
  await tab(page, 'Linux').click();
  await go(lesson + '?os=windows');
  await awake();
  assert.deepEqual(await shown(page), ['windows', 'windows']);
  await go(lesson);
  await awake();
  assert.deepEqual(await shown(page), ['unix', 'unix']);
});

inBrowser('arrows, Home and End move, one stop of Tab a set', {}, async ({ page, visit }) => {
  await visit(lesson);
  await tabTo(page, tab(page, 'Linux'));
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  for (const [key, name] of [['ArrowRight', 'Windows'], ['ArrowRight', 'Linux and macOS'], ['ArrowLeft', 'Windows'], ['Home', 'Linux and macOS'], ['End', 'Windows']]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), name);
    assert.equal(await page.getByRole('tab', { selected: true }).first().innerText(), name);
  }
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute('role')), 'tab');
});

inBrowser('a panel that is not shown can be found, and a place in it is shown when an address leads there', {}, async ({ page, visit }) => {
  await visit(lesson);
  assert.equal(await page.locator('.panel[data-panel=windows]').first().getAttribute('hidden'), 'until-found');
  await page.locator('.panel[data-panel=windows]').first().dispatchEvent('beforematch');
  assert.deepEqual(await shown(page), ['windows', 'windows']);
  await tab(page, 'Linux').click();
  const id = await page.locator('.panel[data-panel=windows]').nth(1).getAttribute('id');
  await page.evaluate((fragment) => (location.hash = fragment), id);
  await page.locator('.panel[data-panel=windows]').nth(1).waitFor();
});
