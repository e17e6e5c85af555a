// The copy button: what one types and nothing else, with one's own values, told to everybody.
import assert from 'node:assert/strict';
import { inBrowser, tabTo, text, words } from './support.mjs';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const block = (page, words) => page.locator('figure.block', { hasText: words });

for (const language of ['en', 'fr'])
  inBrowser(`a command is copied with one's own values, what is missing is named (${language})`, clipboard, async ({ page, visit }) => {
    const say = words(language);
    await visit(`${language}/lessons/network/firewall.html`);
    const button = block(page, 'default deny incoming').getByRole('button', { name: say('copy.button') });
    await button.click();
    assert.equal(await copied(page), 'sudo ufw default deny incoming\nsudo ufw allow <APP_PORT>/tcp');
    assert.equal(await text(button), say('copy.done'));
    const status = page.locator('body > p.hidden[role=status]');
    await status.getByText(say('copy.missing', { names: 'APP_PORT' })).waitFor({ state: 'attached' });
    await page.locator('tr[data-var=APP_PORT] input').fill('8443');
    await button.click();
    assert.equal(await copied(page), 'sudo ufw default deny incoming\nsudo ufw allow 8443/tcp');
    await status.getByText(say('copy.done'), { exact: true }).waitFor({ state: 'attached' });
  });

inBrowser('of a session only what was typed is copied, of output nothing', clipboard, async ({ page, visit }) => {
  await visit('en/lessons/network/firewall.html');
  await block(page, 'Status: active').getByRole('button').click();
  assert.equal(await copied(page), 'sudo ufw status\necho <APP_NAME> from <APP_HOST>');
  assert.equal(await page.locator('.out button').count(), 0);
  assert.equal(await page.locator('figure.block').count(), await page.locator('button.copy').count(), 'one button a block');
});

inBrowser('by keyboard, and the focus stays', clipboard, async ({ page, visit }) => {
  await visit('en/lessons/network/firewall.html');
  const button = block(page, 'default deny').getByRole('button');
  await tabTo(page, button);
  await page.keyboard.press('Space');
  await button.getByText('Copied').waitFor();
  assert.ok(await button.evaluate((element) => element === document.activeElement));
});

inBrowser('where the clipboard is closed, an older way is tried', { init: () => navigator.clipboard && (navigator.clipboard.writeText = () => Promise.reject(new Error('no'))), ...clipboard }, async ({ page, visit }) => {
  await visit('en/guides/first-server.html');
  await page.locator('button.copy').click();
  await page.locator('button.copy', { hasText: 'Copied' }).waitFor();
  assert.equal(await copied(page), 'ping -c 1 <VPS_IP>');
});

const closed = () => {
  if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
  document.execCommand = () => false;
};
inBrowser('where no way is open, it is said and the code is selected', { init: closed }, async ({ page, visit }) => {
  await visit('en/guides/first-server.html');
  await page.locator('button.copy').click();
  await page.locator('button.copy', { hasText: words('en')('copy.refused') }).waitFor();
  assert.equal((await page.evaluate(() => getSelection().toString())).trim(), 'ping -c 1 <VPS_IP>');
});
