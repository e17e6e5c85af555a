// A browser that keeps nothing, or has no room left: everything works as long as the page lasts, and it is said once.
import assert from 'node:assert/strict';
import { inBrowser, text, words } from './support.mjs';

const blocked = () => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
const full = () => {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
};
for (const [name, init, key, language] of [['refused', blocked, 'kit.refused', 'en'], ['full', full, 'kit.full', 'fr']])
  inBrowser(`storage that is ${name} is said once, and the page works (${language})`, { init }, async ({ page, visit }) => {
    const say = words(language);
    await visit(`${language}/lessons/network/firewall.html`);
    assert.equal(await page.locator('.told').count(), 0, 'nothing was asked of it yet');
    await page.locator('tr[data-var=VPS_IP] input').fill('198.51.100.7');
    assert.equal(await text(page.locator('.told p')), say(key).replace(/\s/g, ' '));
    assert.match(await page.locator('.prose code', { hasText: 'ssh' }).first().innerText(), /@198\.51\.100\.7/);
    await page.getByRole('tab', { name: 'Windows' }).first().click();
    assert.equal(await page.locator('.panel[data-panel=windows]:visible').count(), 2);
    await page.locator('.prose .tick input').first().check();
    assert.equal(await page.locator('.side.contents a[data-done]').count(), 1);
    assert.equal(await page.locator('.told').count(), 1);
    await page.locator('.theme label').nth(2).click();
    await page.locator('.told').getByRole('button', { name: say('kit.close') }).click();
    assert.equal(await page.locator('.told').count(), 0);
  });

inBrowser('what was kept and cannot be read is set aside, and said', {}, async ({ page, go, awake }) => {
  await go('en/lessons/network/ports.html');
  await page.evaluate(() => {
    localStorage.setItem('atelier:small:record', '{"pages":');
    localStorage.setItem('atelier:small:worksheet', '[[[');
    localStorage.setItem('atelier:small:tabs', '7');
  });
  await go('en/lessons/network/firewall.html');
  await awake();
  assert.equal(await text(page.locator('.told p')), words('en')('record.damaged'));
  assert.equal(await page.evaluate(() => localStorage.getItem('atelier:small:record-damaged')), '{"pages":');
  await page.locator('.prose .tick input').first().check();
});

inBrowser('what a later version kept is left alone, and said', {}, async ({ page, go, awake }) => {
  const later = '{"format":"atelier-progress","version":2,"course":"small"}';
  await go('en/lessons/network/ports.html');
  await page.evaluate((value) => localStorage.setItem('atelier:small:record', value), later);
  await go('en/lessons/network/ports.html');
  await awake();
  assert.equal(await text(page.locator('.told p')), words('en')('record.newer'));
  await page.locator('.prose .tick input').first().check();
  assert.equal(await page.evaluate(() => localStorage.getItem('atelier:small:record')), later);
});
