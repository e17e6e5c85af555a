// The search dialog, the search page and the page for a pasted error.
import assert from 'node:assert/strict';
import { inBrowser, phone, sideways, tabTo, text, words } from './support.mjs';

const dialog = (page) => page.getByRole('dialog');
const field = (page) => page.locator('#search-field');
const options = (page) => page.locator('.results [role=option]');
const focused = (page) => page.evaluate(() => document.activeElement.className || document.activeElement.tagName);

for (const [name, keys] of [['the slash', '/'], ['Ctrl-K', 'Control+k']])
  inBrowser(`${name} opens the dialog, arrows choose, Enter goes there`, {}, async ({ page, go }) => {
    await go('en/index.html');
    await page.keyboard.press(keys);
    await field(page).waitFor();
    assert.ok(await field(page).evaluate((input) => input === document.activeElement));
    await page.keyboard.type('firewall');
    await options(page).nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const selected = dialog(page).locator('[role=option][aria-selected=true]');
    assert.equal(await selected.count(), 1);
    assert.equal(await field(page).getAttribute('aria-activedescendant'), await selected.getAttribute('id'));
    const address = await selected.evaluate((option) => (option.closest('a') ?? option.querySelector('a') ?? option).href);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === new URL(address).pathname);
  });

inBrowser('Escape closes and gives the focus back; a slash in a field is a slash', {}, async ({ page, visit }) => {
  await visit('en/lessons/network/ports.html');
  const link = page.locator('a.find');
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  await field(page).waitFor();
  await page.keyboard.type('port');
  await options(page).first().waitFor();
  await page.keyboard.press('Escape');
  if (await dialog(page).isVisible()) await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  assert.ok(await link.evaluate((element) => element === document.activeElement), await focused(page));
  const input = page.locator('[data-quiz=command] input');
  await input.focus();
  await page.keyboard.type('/srv');
  assert.equal(await input.inputValue(), '/srv');
  assert.equal(await dialog(page).isVisible(), false);
});

for (const [name, options_] of [['wide', {}], ['phone', phone]])
  inBrowser(`by mouse, in French, own language first (${name})`, options_, async ({ page, visit }) => {
    await visit('fr/index.html');
    await page.locator('a.find').click();
    await field(page).fill('pare feu');
    await options(page).first().waitFor();
    assert.match(await text(options(page).first()), /pare-feu/i);
    assert.equal(await sideways(page), 0);
    await options(page).first().click();
    await page.waitForURL(/\/fr\//);
  });

inBrowser('what finds nothing says so, and markup is text', {}, async ({ page, go }) => {
  await go('en/index.html');
  await page.keyboard.press('/');
  await field(page).fill('xyzzyqwrt');
  await page.getByText(words('en')('search.none', { q: 'xyzzyqwrt' })).first().waitFor();
  await field(page).fill('<img src=x onerror=window.hurt=1> firewall');
  await options(page).first().waitFor();
  assert.equal(await page.evaluate(() => window.hurt), undefined);
});

inBrowser('the search page answers the query of its address', {}, async ({ page, go }) => {
  await go('en/search.html?q=firewall');
  await page.locator('.search-place .result').first().waitFor();
  assert.equal(await page.locator('#search-page-field').inputValue(), 'firewall');
  await page.locator('#search-page-field').fill('backup');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?q=backup$/);
});

for (const [language, title] of [['en', 'Somebody else listens'], ['fr', 'Quelqu’un d’autre écoute']])
  inBrowser(`a pasted error finds its entry, whatever its numbers (${language})`, {}, async ({ page, go }) => {
    await go(`${language}/errors.html`);
    await page.locator('#search-error-field').fill('2026/11/20 12:00:00 [emerg] 4711#4711: bind() to 127.0.0.1:8080 failed (98: Address already in use)');
    await page.locator('[data-error-page] .result').first().waitFor();
    assert.ok((await text(page.locator('[data-error-page] .result').first())).includes(title));
    assert.match(await page.locator('.search-seen mark').innerText(), /Address already in use/);
    await page.locator('[data-error-page] .result').first().click();
    await page.waitForURL(/port-taken\.html/);
  });
