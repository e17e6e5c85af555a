// A lab's page reads the report of lab-check, dropped, pasted or chosen; nothing of a report is ever more than text.
import assert from 'node:assert/strict';
import { drop, everythingKept, file, huge, inBrowser, kept, markup, phone, tabTo, text, words } from './support.mjs';

const report = {
  lab: 'firewall',
  checks: [
    { id: 'app-port-open', outcome: 'passed' },
    { id: 'mysql-closed', outcome: 'failed', reason: 'tcp.open', expected: 'closed', seen: 'open', words: markup, hint: { en: 'Bind it to loopback.', fr: 'Liez-le à la boucle locale.' }, page: 'en/logbooks/server/port-taken.html#somebody' },
    { id: 'survives-reboot', outcome: 'blocked' },
  ],
  causes: [{ id: 'mysql-public', title: { en: 'MySQL listens to everybody', fr: 'MySQL écoute tout le monde' }, page: 'javascript:window.hurt=1' }],
};
const said = (page) => page.locator('.drop > [role=status]');
const outcome = (page, id) => page.locator(`.checks [data-check=${id}]`);

for (const language of ['en', 'fr'])
  inBrowser(`a pasted report answers first, check by check (${language})`, {}, async ({ page, visit }) => {
    const say = words(language);
    await visit(`${language}/labs/firewall.html`);
    await page.locator('#report_text').fill(JSON.stringify(report));
    await page.getByRole('button', { name: say('lab.show') }).click();
    await page.locator('#report_').waitFor();
    assert.ok(await page.locator('#report_').evaluate((heading) => heading === document.activeElement));
    assert.match(await text(outcome(page, 'app-port-open')), new RegExp(say('lab.passed')));
    assert.match(await text(outcome(page, 'mysql-closed')), new RegExp(report.checks[1].hint[language]));
    assert.ok((await text(outcome(page, 'mysql-closed'))).includes(markup));
    assert.equal(await text(page.locator('.cause h3')), report.causes[0].title[language]);
    assert.equal(await page.locator('.cause a').count(), 0, 'an address that is none of ours leads nowhere');
    assert.equal(await page.evaluate(() => window.hurt), undefined);
    assert.equal((await kept(page, 'record')).labs.firewall['mysql-closed'][1], 'failed');
    await outcome(page, 'mysql-closed').getByRole('link').click();
    await page.waitForURL(/en\/logbooks\/server\/port-taken\.html/);
    await visit(`${language}/lessons/network/firewall.html`);
    assert.match(await text(page.locator('.prose [data-check=survives-reboot] .outcome')), new RegExp(say('lab.blocked')));
    await visit(`${language}/labs/index.html`);
    assert.equal(await page.locator('li[data-lab=firewall]').getAttribute('data-state'), 'under-way');
  });

for (const [name, options] of [['wide', {}], ['phone', phone]])
  inBrowser(`a report is dropped, or chosen; the next one takes its place (${name})`, options, async ({ page, visit }) => {
    await visit('en/labs/firewall.html');
    await drop(page, page.locator('.drop'), JSON.stringify(report));
    await outcome(page, 'mysql-closed').locator('.found').waitFor();
    await page.locator('.drop input[type=file]').setInputFiles(file({ ...report, causes: [], checks: report.checks.map(({ id }) => ({ id, outcome: 'passed' })) }));
    await said(page).getByText('3 passed').waitFor();
    assert.equal(await page.locator('.found, .cause').count(), 0);
    await visit('en/labs/index.html');
    assert.equal(await page.locator('li[data-lab=firewall]').getAttribute('data-state'), 'done');
  });

inBrowser('by keyboard', {}, async ({ page, visit }) => {
  await visit('en/labs/firewall.html');
  await tabTo(page, page.locator('#report_text'));
  await page.keyboard.insertText(JSON.stringify(report));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await outcome(page, 'mysql-closed').locator('.found').waitFor();
});

for (const language of ['en', 'fr'])
  inBrowser(`a hostile report is refused with a sentence and changes nothing (${language})`, {}, async ({ page, visit }) => {
    const say = words(language);
    await visit(`${language}/labs/firewall.html`);
    await drop(page, page.locator('.drop'), JSON.stringify(report));
    await outcome(page, 'mysql-closed').locator('.found').waitFor();
    const before = await everythingKept(page);
    const shown = await page.locator('.checks').innerHTML();
    const check = (more) => ({ lab: 'firewall', checks: [{ id: 'app-port-open', outcome: 'passed', ...more }] });
    const cases = [
      [check({ id: markup }), 'lab.damaged'],
      [check({ outcome: 'splendid' }), 'lab.damaged'],
      [check({ words: { en: { en: 'deep' } } }), 'lab.damaged'],
      [check({ title: [[1]] }), 'lab.damaged'],
      [{ lab: 'firewall', checks: [] }, 'lab.damaged'],
      [{ lab: 'firewall', checks: [report.checks[0], report.checks[0]] }, 'lab.damaged'],
      [{ lab: 'firewall', checks: [report.checks[0]], causes: [7] }, 'lab.damaged'],
      [{ ...check({}), version: 2 }, 'kit.other-version'],
      [{ ...check({}), lab: 'mail' }, 'lab.other-lab', { lab: 'mail' }],
      [{ ...check({}), lab: markup }, 'lab.not-a-report'],
      [{ checks: 'all' }, 'lab.not-a-report'],
      ['null', 'lab.not-a-report'],
      ['[', 'lab.not-a-report'],
      [huge, 'kit.too-big', { size: language === 'fr' ? '4 Mo' : '4 MB' }],
    ];
    for (const [content, key, fill] of cases) {
      await page.locator('.drop input[type=file]').setInputFiles(file(content));
      await said(page).getByText(say(key, fill), { exact: true }).waitFor();
      assert.equal(await everythingKept(page), before);
      assert.equal(await page.locator('.checks').innerHTML(), shown);
      await said(page).evaluate((element) => element.replaceChildren());
    }
    assert.equal(await page.evaluate(() => window.hurt), undefined);
  });
