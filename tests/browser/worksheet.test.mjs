// The worksheet: one's own values in every command of the course, their types, secrets, and files that go in and out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { everythingKept, file, huge, inBrowser, kept, markup, phone, tabTo, text, words } from './support.mjs';

const lesson = (language) => `${language}/lessons/network/firewall.html`;
const field = (page, name) => page.locator(`tr[data-var=${name}] input`);
const said = (page) => page.locator('[data-worksheet] > [role=status]');
const values = { VPS_IP: '198.51.100.7', APP_HOST: 'app.example.org', APP_PORT: '9000', APP_URL: 'https://app.example.org/x?y=1', ADMIN_MAIL: 'me@example.org', ADMIN_USER: 'ada', APP_PATH: '/srv/mine', APP_NAME: 'Mine' };

for (const language of ['en', 'fr'])
  inBrowser(`values stand in every code of the course, marked as one's own (${language})`, {}, async ({ page, visit }) => {
    await visit(lesson(language));
    for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
    const blocks = page.locator('.prose pre code');
    assert.match(await text(blocks.nth(0)), /sudo ufw allow 9000\/tcp/);
    assert.match(await text(blocks.nth(1)), /echo Mine from app\.example\.org/);
    assert.equal(await page.locator('span.ask').count(), 1, 'only the secret is still asked for');
    assert.equal(await page.locator('p span.mine').allInnerTexts().then((all) => all.join(' ')), 'ada 198.51.100.7');
    await visit(`${language}/guides/first-server.html`);
    assert.equal(await text(page.locator('.prose pre code')), 'ping -c 1 198.51.100.7');
    assert.equal(await field(page, 'VPS_IP').inputValue(), '198.51.100.7');
  });

inBrowser('a secret is dots, lasts as long as the page and is written nowhere', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, visit, go, awake }) => {
  await visit(lesson('en'));
  await field(page, 'API_KEY').fill('hush-hush');
  assert.equal(await field(page, 'API_KEY').evaluate((input) => getComputedStyle(input).webkitTextSecurity), 'disc');
  const block = page.locator('figure.block', { hasText: 'Authorization' });
  assert.match(await text(block), /Bearer ••••••••'/);
  await block.locator('button.copy').click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Bearer hush-hush'/);
  await field(page, 'VPS_IP').fill('198.51.100.7');
  assert.doesNotMatch(await everythingKept(page), /hush/);
  await go(lesson('en'));
  await awake();
  assert.equal(await field(page, 'API_KEY').inputValue(), '');
  assert.equal(await field(page, 'VPS_IP').inputValue(), '198.51.100.7');
});

inBrowser('a value of another type is told so beside its field, and goes nowhere', {}, async ({ page, visit }) => {
  await visit(lesson('en'));
  const say = words('en');
  const wrong = { VPS_IP: ['300.1.1.1', 'ip'], APP_HOST: ['https://x.example', 'host'], APP_PORT: ['70000', 'port'], APP_URL: ['javascript:alert(1)', 'url'], ADMIN_MAIL: ['me', 'email'], ADMIN_USER: ['1 2', 'user'] };
  for (const [name, [value, type]] of Object.entries(wrong)) {
    await field(page, name).fill(value);
    await field(page, name).blur();
    assert.equal(await field(page, name).getAttribute('aria-invalid'), 'true');
    assert.equal(await text(page.locator(`#own_${name}_trouble`)), say(`types.${type}`));
  }
  await field(page, 'APP_NAME').fill(markup);
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.deepEqual(Object.keys((await kept(page, 'worksheet')).values), ['APP_NAME'], 'what one types oneself may hold anything, and is text');
  await field(page, 'VPS_IP').fill('198.51.100.7');
  assert.equal(await field(page, 'VPS_IP').getAttribute('aria-invalid'), null);
  assert.equal(await text(page.locator('#own_VPS_IP_trouble')), '');
});

inBrowser('by keyboard alone: from field to field, and clearing asks first', {}, async ({ page, visit }) => {
  await visit(lesson('en'));
  await tabTo(page, field(page, 'VPS_IP'));
  for (const value of Object.values(values)) {
    await page.keyboard.type(value);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('secret');
  assert.deepEqual(Object.keys((await kept(page, 'worksheet')).values).sort(), Object.keys(values).sort());
  await tabTo(page, page.getByRole('button', { name: 'Clear everything' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.equal(await field(page, 'VPS_IP').inputValue(), '198.51.100.7', 'the first answer offered is no');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  assert.equal(await text(said(page)), words('en')('worksheet.cleared'));
  assert.equal(await kept(page, 'worksheet'), null);
  assert.equal(await page.locator('span.mine').count(), 0);
});

inBrowser('the file that is exported comes in again, on a phone, in French', phone, async ({ page, visit }) => {
  await visit(lesson('fr'));
  const say = words('fr');
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
  await field(page, 'API_KEY').fill('hush-hush');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say('worksheet.export') }).click()]);
  assert.equal(download.suggestedFilename(), 'atelier-worksheet.json');
  const content = readFileSync(await download.path(), 'utf8');
  assert.doesNotMatch(content, /hush/);
  await page.getByRole('button', { name: say('worksheet.clear') }).click();
  await page.getByRole('button', { name: say('kit.yes') }).click();
  await page.locator('[data-worksheet] input[type=file]').setInputFiles(file(content));
  await said(page).getByText(say('worksheet.imported.other', { n: 8 })).waitFor();
  assert.equal(await field(page, 'APP_URL').inputValue(), values.APP_URL);
  assert.match(await text(page.locator('.prose pre code').first()), /9000\/tcp/);
});

for (const language of ['en', 'fr'])
  inBrowser(`a hostile worksheet file is refused with a sentence and changes nothing (${language})`, {}, async ({ page, visit }) => {
    await visit(lesson(language));
    const say = words(language);
    await field(page, 'VPS_IP').fill('198.51.100.7');
    const before = await everythingKept(page);
    const sheet = (more) => ({ format: 'atelier-worksheet', version: 1, course: 'small', values: { VPS_IP: { type: 'ip', value: '203.0.113.9' } }, ...more });
    const value = (entry, name = 'APP_NAME') => sheet({ values: { VPS_IP: { type: 'ip', value: '203.0.113.9' }, [name]: entry } });
    const refused = (name, type) => say('worksheet.value', { name, why: say(`types.${type}`) });
    const cases = [
      [value({ type: 'text', value: markup }), refused('APP_NAME', 'shell')],
      [value({ type: 'text', value: '$(reboot)' }), refused('APP_NAME', 'shell')],
      [value({ type: markup, value: 'x' }), refused('APP_NAME', 'shell')],
      [value({ type: 'ip', value: 'nowhere' }), refused('APP_NAME', 'ip')],
      [value({ type: 'text', value: 7 }), say('worksheet.damaged', { name: 'APP_NAME' })],
      [value({ type: 'text', value: 'x' }, markup), say('worksheet.damaged', { name: markup.slice(0, 40) })],
      [sheet({ values: [] }), say('worksheet.not-ours')],
      [sheet({ version: 2 }), say('kit.other-version')],
      [sheet({ course: 'another' }), say('kit.other-course')],
      ['[1, 2', say('worksheet.not-ours')],
      ['null', say('worksheet.not-ours')],
      [huge, say('kit.too-big', { size: language === 'fr' ? '64 ko' : '64 kB' })],
    ];
    for (const [content, sentence] of cases) {
      await page.locator('[data-worksheet] input[type=file]').setInputFiles(file(content));
      await said(page).getByText(sentence, { exact: true }).waitFor();
      assert.equal(await everythingKept(page), before);
    }
    assert.equal(await page.evaluate(() => window.hurt), undefined);
    assert.equal(await field(page, 'VPS_IP').inputValue(), '198.51.100.7');
  });
