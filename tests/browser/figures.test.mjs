// Figures: the map of a topic and the drawing of a stack, with the keyboard, without a script, on a phone.
import assert from 'node:assert/strict';
import { inBrowser, phone, sideways, tabTo, text, violations } from './support.mjs';

inBrowser('the map of a topic is walked with the keyboard, and leads to its lessons', {}, async ({ page, visit }) => {
  await visit('en/topics/network.html');
  const map = page.locator('.map .scroll');
  assert.match(await map.getAttribute('aria-label'), /\S/);
  await tabTo(page, map);
  const link = map.locator('a').first();
  const address = await link.evaluate((element) => element.href.baseVal ?? element.href);
  assert.match(address, /lessons\/network\//);
  await tabTo(page, link);
  assert.notEqual(await link.locator('rect, path').first().evaluate((element) => getComputedStyle(element).strokeWidth), '0px', 'the focus shows');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/en\/lessons\/network\//);
});

inBrowser('a drawing has a name, and its words open with the keyboard', {}, async ({ page, visit }) => {
  await visit('fr/pages/about.html');
  const figure = page.locator('.prose .figure');
  assert.equal(await figure.locator('svg').getAttribute('role'), 'img');
  assert.match(await text(figure.locator('figcaption')), /^Deux portes/);
  const words = figure.locator('details.words');
  await tabTo(page, words.locator('summary'));
  await page.keyboard.press('Enter');
  assert.match(await text(words.locator('div')), /Le navigateur appelle la passerelle/);
  assert.deepEqual(await violations(page), []);
});

inBrowser('without a script and on a phone a wide drawing scrolls in its own place', { ...phone, javaScriptEnabled: false }, async ({ page, go }) => {
  await go('en/pages/about.html');
  const scroll = page.locator('.prose .figure .scroll');
  const [inside, width] = await scroll.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  assert.ok(inside > width, 'the drawing of this test is wider than a phone');
  assert.equal(await sideways(page), 0);
});
