// The PDF that the browser prints: closed solutions and all tabs are in it, buttons and navigation are not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { inBrowser, words } from './support.mjs';

const pdf = async (page) => {
  const run = spawnSync('pdftotext', ['-layout', '-', '-'], { input: await page.pdf({ format: 'A4', printBackground: false }), encoding: 'utf8' });
  assert.equal(run.status, 0, String(run.error ?? run.stderr));
  return run.stdout.replace(/\s+/g, ' ');
};
const holds = (text, parts) => assert.deepEqual(parts.filter((part) => !text.includes(part)), []);
const lacks = (text, parts) => assert.deepEqual(parts.filter((part) => text.includes(part)), []);

for (const [script, options] of [['with its scripts', {}], ['without a script', { javaScriptEnabled: false }]]) {
  inBrowser(`a lesson ${script}: tabs, hints, solutions`, options, async ({ page, go, wake }) => {
    await go('en/lessons/network/firewall.html');
    if (script === 'with its scripts') await wake();
    const text = await pdf(page);
    holds(text, ['Close first', 'Linux and macOS', 'Windows', 'ssh.exe', 'curl.exe --version', 'The state is one command away.', 'sudo ufw enable', 'The rescue console is still there.', 'VPS_IP', '203.0.113.10',
      "Default incoming policy changed to 'deny'", 'wiki.debian.org/Uncomplicated']);
    lacks(text, ['Copy', 'Export my worksheet', 'Done with this part', 'Skip to the content', 'Allow ten more minutes', 'On this page']);
  });
  inBrowser(`questions ${script}: every hint and every answer`, options, async ({ page, go, wake }) => {
    await go('fr/lessons/network/ports.html');
    if (script === 'with its scripts') await wake();
    const text = await pdf(page);
    holds(text, ['Il est sous 25.', 'Il est pair.', 'Depuis 1995', 'Vingt-deux.', 'La plupart des foyers', '65536', 'Seize bits', 'ufw status', 'Activer le pare-feu', 'Sinon, vous êtes dehors', 'HTTPS']);
    lacks(text, [words('fr')('quiz.check'), words('fr')('progress.part')]);
  });
}

inBrowser('one’s own values are printed, and the other theme prints on white', {}, async ({ page, visit }) => {
  await visit('en/lessons/network/firewall.html');
  await page.locator('tr[data-var=VPS_IP] input').fill('198.51.100.7');
  await page.locator('.theme label', { hasText: 'Dark' }).click();
  holds(await pdf(page), ['198.51.100.7']);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'light');
  const ink = await page.evaluate(() => getComputedStyle(document.body).color.match(/\d+/g).map(Number));
  assert.ok(ink.every((part) => part < 60), `dark ink: ${ink}`);
});

inBrowser('the instructor prints the notes', {}, async ({ page, go, awake }) => {
  await go('en/lessons/network/firewall.html?instructor');
  await awake();
  holds(await pdf(page), ['Allow ten more minutes for the key.']);
});
