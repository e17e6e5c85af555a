// The language switch keeps page and section; the first page of the site leads to the language chosen before, or the browser's.
import assert from 'node:assert/strict';
import { inBrowser, phone, tabTo } from './support.mjs';

const switched = (page, name) => page.locator('.lang').getByRole('link', { name });

for (const [name, options] of [['wide', {}], ['phone', phone]])
  inBrowser(`the other language opens at the section that one reads, with the same query (${name})`, options, async ({ page, visit }) => {
    await visit('en/lessons/network/firewall.html?os=windows#call');
    await page.locator('.side.contents a[aria-current][href="#call"]').waitFor({ state: 'attached' });
    await switched(page, /Français|FR/i).click();
    await page.waitForURL(/\/fr\/lessons\/network\/firewall\.html\?os=windows#call$/);
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    const top = await page.locator('#call').evaluate((heading) => heading.getBoundingClientRect().top);
    assert.ok(top >= -5 && top < 400, `the section is in sight: ${top}`);
  });

inBrowser('by keyboard, from pages of several kinds', {}, async ({ page, go }) => {
  for (const path of ['index', 'logbooks/server/disk-full', 'search', 'labs/firewall']) {
    await go(`en/${path}.html`);
    await tabTo(page, switched(page, /Français|FR/i));
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/fr/${path}\\.html`));
  }
});

inBrowser('the first page leads to the language of the browser', { locale: 'fr-FR' }, async ({ page, go }) => {
  await go('');
  await page.waitForURL(/\/fr\/index\.html$/);
});
inBrowser('the first page leads to the language chosen before', { locale: 'fr-FR' }, async ({ page, go }) => {
  await go('fr/index.html');
  await switched(page, /English|EN/i).click();
  await page.waitForURL(/\/en\/index\.html$/);
  await go('');
  await page.waitForURL(/\/en\/index\.html$/);
});
inBrowser('the first page offers both when the browser speaks another', { locale: 'de-DE' }, async ({ page, visit }) => {
  await visit('');
  assert.deepEqual(await page.locator('.chooser a').evaluateAll((links) => links.map((link) => link.hreflang)), ['fr', 'en']);
});
