// The same course from a folder on a disk (file://) and in a subfolder of a host: every component, every kind of page.
import assert from 'node:assert/strict';
import { disk, inBrowser, kept, serve, site, text, words } from './support.mjs';

const say = words('en');
const subfolder = (await serve(site, '/a/sub folder/'.replace(' ', '-'))).root;
for (const [name, at] of [['from disk', disk], ['in a subfolder', subfolder]]) {
  inBrowser(`the components work ${name}`, { at }, async ({ page, visit, go, awake }) => {
    await visit('en/lessons/network/firewall.html');
    await page.locator('tr[data-var=VPS_IP] input').fill('198.51.100.7');
    await page.getByRole('tab', { name: 'Windows' }).first().click();
    assert.equal(await page.locator('.panel[data-panel=windows]:visible').count(), 2);
    await page.locator('.prose').getByRole('button', { name: 'firewall', exact: true }).click();
    assert.match(await text(page.locator('.definition')), /which packets pass/);
    await page.locator('.prose .tick input').first().check();
    await visit('en/lessons/network/ports.html');
    await page.locator('[data-quiz=command] input').fill('ufw status');
    await page.keyboard.press('Enter');
    assert.match(await text(page.locator('[data-quiz=command] .verdict')), /That is right/);
    await visit('en/index.html');
    assert.equal(await page.locator('.grid li[data-page-id="network.firewall"]').getAttribute('data-state'), 'under-way');
    assert.equal(Object.keys((await kept(page, 'record')).quizzes).length, 1);
    await page.keyboard.press('/');
    await page.locator('#search-field').fill('rescue console');
    await page.locator('.results [role=option]').first().waitFor();
    await page.keyboard.press('Escape');
    await go('en/errors.html');
    await page.locator('#search-error-field').fill('Permission denied (publickey).');
    await page.locator('[data-error-page] .result').first().waitFor();
    await go('en/lessons/network/firewall.html');
    await awake();
    assert.equal(await page.locator('tr[data-var=VPS_IP] input').inputValue(), '198.51.100.7');
    await page.locator('.lang').getByRole('link', { name: /Français|FR/i }).click();
    await page.waitForURL(/\/fr\/lessons\/network\/firewall\.html/);
    await go('index.html');
    await page.waitForURL(/\/fr\/index\.html$/);
  });
}
inBrowser('a report is read from disk as well', { at: disk }, async ({ page, visit }) => {
  await visit('en/labs/firewall.html');
  await page.locator('#report_text').fill('{"lab":"firewall","checks":[{"id":"mysql-closed","outcome":"failed"}]}');
  await page.getByRole('button', { name: say('lab.show') }).click();
  assert.match(await text(page.locator('.checks [data-check=mysql-closed]')), /failed/);
});
