// The theme follows the system until one chooses; the choice holds on every page, and without a script on this one.
import assert from 'node:assert/strict';
import { inBrowser, phone, tabTo } from './support.mjs';

const light = (page) => page.evaluate(() => {
  const [r] = getComputedStyle(document.body).backgroundColor.match(/\d+/g);
  return Number(r) > 128;
});

inBrowser('it follows the system, then the choice, on every page and in the other tab', {}, async ({ page, context, visit, go }) => {
  await visit('en/index.html');
  assert.equal(await light(page), true);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await light(page), false);
  const other = await context.newPage();
  await go('fr/glossary.html', other);
  await page.locator('.theme label', { hasText: 'Light' }).click();
  assert.equal(await light(page), true);
  await other.emulateMedia({ colorScheme: 'dark' });
  await other.locator('#theme_light:checked').waitFor({ state: 'attached' });
  assert.equal(await light(other), true);
  await visit('fr/lessons/network/ports.html');
  assert.equal(await light(page), true);
  await page.locator('.theme label', { hasText: 'Auto' }).click();
  assert.equal(await light(page), false);
});

inBrowser('by keyboard: one stop of Tab, arrows choose', {}, async ({ page, visit }) => {
  await visit('en/index.html');
  await tabTo(page, page.locator('#theme_auto'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await light(page), false);
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement.name), 'theme');
});

inBrowser('on a phone it is in the menu', phone, async ({ page, visit }) => {
  await visit('en/index.html');
  assert.equal(await page.locator('.theme').isVisible(), false);
  await page.locator('.menu summary').click();
  await page.locator('.theme label', { hasText: 'Dark' }).click();
  assert.equal(await light(page), false);
});

inBrowser('without a script it holds on the page', { javaScriptEnabled: false }, async ({ page, go }) => {
  await go('en/index.html');
  await page.locator('.theme label', { hasText: 'Dark' }).click();
  assert.ok(await page.locator('#theme_dark').isChecked());
  const shot = await page.locator('body').evaluate((body) => getComputedStyle(body).colorScheme);
  assert.equal(shot, 'dark');
});
