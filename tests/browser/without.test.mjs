// Without a script the course is complete: everything can be read, and what looks as if it did something does it.
import assert from 'node:assert/strict';
import { inBrowser, phone, sideways } from './support.mjs';

const off = { javaScriptEnabled: false };
const pages = ['index', 'levels/beginner', 'topics/network', 'lessons/network/ports', 'lessons/network/firewall', 'guides/first-server', 'logbooks/server', 'logbooks/server/disk-full', 'labs/firewall', 'glossary', 'tips', 'errors', 'competencies', 'review', 'search', 'pages/about'];
// What is there and not to be seen, apart from what is folded, which one opens, the column that one fills in, and the words for screen
// readers.
const unseen = () => {
  const hidden = [];
  for (const element of document.querySelectorAll('main *')) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!words.length || element.closest('details:not([open]), .hidden, noscript, option, svg > title, .anchor, .yours, .cell-level, .progress-state')) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility !== 'visible' || Number(style.opacity) < 0.5) hidden.push(`${element.tagName}.${element.className}: ${words[0].data.trim().slice(0, 40)}`);
  }
  return hidden;
};

for (const [language, name, options] of [['en', 'wide', off], ['fr', 'phone', { ...phone, ...off }]])
  inBrowser(`nothing is hidden (${language}, ${name})`, options, async ({ page, go }) => {
    for (const path of pages) {
      await go(`${language}/${path}.html`);
      const hidden = (await page.evaluate(unseen)).filter((what) => name === 'wide' || !what.startsWith('TH'));
      assert.deepEqual(hidden, [], path);
      assert.equal(await sideways(page), 0, path);
    }
  });

inBrowser('all tabs, hints, answers and the example values can be read', off, async ({ page, go }) => {
  await go('en/lessons/network/firewall.html');
  assert.equal(await page.locator('.panel:visible').count(), 4);
  assert.ok(await page.getByText('203.0.113.10').first().isVisible());
  assert.equal(await page.locator('.prose button').count(), 0);
  await page.locator('details', { hasText: 'What if I am locked out?' }).locator('summary').click();
  assert.ok(await page.getByText('The rescue console is still there.').isVisible());
  await page.locator('.prose a[data-term=firewall]').click();
  await page.waitForURL(/glossary\.html#firewall/);
  await go('en/lessons/network/ports.html');
  await page.locator('[data-quiz=first] .choice label').first().click();
  await page.locator('[data-quiz=first] details.answer summary').click();
  assert.ok(await page.getByText('Since 1995.').isVisible());
});

inBrowser('search and the menu lead somewhere', { ...off, ...phone }, async ({ page, go }) => {
  await go('en/index.html');
  await page.locator('.menu summary').click();
  await page.locator('.menu').getByRole('link', { name: 'Glossary' }).click();
  await page.waitForURL(/glossary/);
  await page.locator('a.find').click();
  await page.waitForURL(/search\.html/);
  assert.ok(await page.locator('noscript').count());
});
