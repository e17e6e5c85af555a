// A glossary link shows its definition under the line; without a press it is quiet, without the script a link.
import assert from 'node:assert/strict';
import { inBrowser, phone, tabTo, text, words } from './support.mjs';

const lesson = (language) => `${language}/lessons/network/firewall.html`;
const term = (page, name) => page.locator('.prose').getByRole('button', { name, exact: true });

for (const [language, name, definition, other] of [['en', 'firewall', 'What decides which packets pass.', 'Pare-feu'], ['fr', 'pare-feu', 'Ce qui décide quels paquets passent.', 'Firewall']])
  for (const [width, options] of [['wide', {}], ['phone', phone]])
    inBrowser(`a press shows the definition, the other language and the way to the glossary (${language}, ${width})`, options, async ({ page, visit }) => {
      await visit(lesson(language));
      await term(page, name).click();
      const panel = page.locator('.definition');
      await panel.waitFor();
      assert.equal(await text(panel.locator('p').nth(1)), definition);
      assert.equal(await panel.locator('.other').innerText(), other);
      assert.equal(await panel.locator('.other').getAttribute('lang'), language === 'en' ? 'fr' : 'en');
      assert.equal(await term(page, name).getAttribute('aria-controls'), await panel.getAttribute('id'));
      await term(page, name).click();
      assert.equal(await panel.count(), 0);
      await term(page, name).click();
      await panel.getByRole('link', { name: words(language)('terms.more') }).click();
      await page.waitForURL(new RegExp(`/${language}/glossary\\.html#firewall$`));
    });

inBrowser('by keyboard: Enter opens, Tab leads in, Escape closes and comes back', {}, async ({ page, visit }) => {
  await visit(lesson('en'));
  await tabTo(page, term(page, 'port'));
  await page.keyboard.press('Enter');
  await page.locator('.definition').waitFor();
  await tabTo(page, page.locator('.definition a'));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.definition').count(), 0);
  assert.ok(await term(page, 'port').evaluate((button) => button === document.activeElement));
  assert.equal(await term(page, 'port').getAttribute('aria-expanded'), 'false');
});
