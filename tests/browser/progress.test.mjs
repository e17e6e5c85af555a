// How far one is: ticks, marks in every list, the way back, and the file that is the real record.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { drop, everythingKept, file, huge, inBrowser, kept, markup, phone, tabTo, text, words } from './support.mjs';

const lesson = (language) => `${language}/lessons/network/ports.html`;
const part = (page, title, language = 'en') => page.getByLabel(words(language)('progress.part-of', { title }), { exact: true });
const state = (page, id) => page.locator(`main li[data-page-id="${id}"]`).first().getAttribute('data-state');
const said = (page) => page.locator('.keeping > [role=status]');
const give = (page, content) => page.locator('.keeping input[type=file]').setInputFiles(file(content));
const record = (more) => ({ format: 'atelier-progress', version: 1, course: 'small', pages: {}, quizzes: {}, labs: {}, ...more });

for (const [language, titles] of [['en', ['What is a port?', 'Six questions', 'And then?']], ['fr', ['Qu’est-ce qu’un port ?', 'Six questions', 'Et ensuite ?']]])
  inBrowser(`each part has its tick, all of them make a page that is done, in every list (${language})`, {}, async ({ page, visit }) => {
    const say = words(language);
    await visit(lesson(language));
    const boxes = page.locator('.prose .tick input');
    assert.equal(await boxes.count(), 3);
    assert.deepEqual(await boxes.evaluateAll((all) => all.map((box) => box.getAttribute('aria-label').replace(/\s/g, ' '))), titles.map((title) => say('progress.part-of', { title }).replace(/\s/g, ' ')));
    await boxes.nth(0).check();
    assert.equal(await page.locator('.side.contents a[data-done]').count(), 1);
    await visit(`${language}/index.html`);
    assert.equal(await state(page, 'network.ports'), 'under-way');
    assert.match(await text(page.locator('.hero .resume')), /ports/i);
    await page.locator('.hero .resume').click();
    await page.waitForURL('**/ports.html');
    await boxes.nth(1).waitFor();
    await boxes.nth(1).check();
    await boxes.nth(2).check();
    assert.ok(await page.getByLabel(say('progress.page')).isChecked());
    for (const list of ['index', 'levels/beginner', 'topics/network']) {
      await visit(`${language}/${list}.html`);
      assert.equal(await state(page, 'network.ports'), 'done', list);
      assert.equal(await state(page, 'network.firewall'), 'none', list);
      assert.match(await page.locator('main li[data-page-id="network.ports"]').first().textContent(), new RegExp(say('states.done')), `${list}: in words`);
    }
    assert.equal(await page.locator('.hero .resume').count(), 0);
  });

inBrowser('the whole page at once, by keyboard, and back', {}, async ({ page, visit }) => {
  await visit(lesson('en'));
  const whole = page.getByLabel(words('en')('progress.page'));
  await tabTo(page, whole);
  await page.keyboard.press('Space');
  assert.equal(await page.locator('.prose .tick input:checked').count(), 3);
  await page.locator('.prose .tick input').first().uncheck();
  assert.equal(await whole.isChecked(), false);
});

inBrowser('a page that changed since it was done says so, everywhere', {}, async ({ page, visit, go }) => {
  await go('en/index.html');
  await page.evaluate((value) => localStorage.setItem('atelier:small:record', value), JSON.stringify(record({ pages: { 'network.firewall': { mark: [1_700_000_000, 1, 2] } } })));
  await visit('en/index.html');
  assert.equal(await state(page, 'network.firewall'), 'changed');
  await visit('en/lessons/network/firewall.html');
  assert.match(await text(page.locator('.finish')), new RegExp(words('en')('progress.changed', { rev: 1, now: 2 }).replace(/[.?]/g, '\\$&')));
  await page.getByLabel(words('en')('progress.page')).check();
  await visit('en/topics/network.html');
  assert.equal(await state(page, 'network.firewall'), 'done');
});

inBrowser('two tabs lose nothing of each other', {}, async ({ page, context, visit, wake, go }) => {
  await visit(lesson('en'));
  const other = await context.newPage();
  await go('en/guides/first-server.html', other);
  await wake(other);
  await page.locator('.prose .tick input').first().check();
  await other.locator('.prose .tick input').first().check();
  const { pages } = await kept(page, 'record');
  assert.deepEqual(Object.keys(pages), ['first-server', 'network.ports']);
  await visit('en/index.html');
  await other.bringToFront();
  await other.locator('.prose .tick input').nth(1).check();
  assert.equal(await state(page, 'network.ports'), 'under-way');
});

for (const [name, options] of [['wide', {}], ['phone', phone]])
  inBrowser(`export, start afresh, go on, import: the two are merged (${name})`, options, async ({ page, visit }) => {
    const say = words('en');
    await visit(lesson('en'));
    await page.locator('.prose .tick input').first().check();
    await visit('en/index.html');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say('keeping.export') }).click()]);
    assert.equal(download.suggestedFilename(), 'atelier-progress.json');
    const content = readFileSync(await download.path(), 'utf8');
    assert.equal(await text(said(page)), say('keeping.exported'));
    await page.getByRole('button', { name: say('keeping.clear') }).click();
    await page.getByRole('button', { name: say('kit.yes') }).click();
    assert.equal(await text(said(page)), say('keeping.cleared'));
    assert.equal(await kept(page, 'record'), null);
    await visit(lesson('en'));
    await page.locator('.prose .tick input').nth(1).check();
    await visit('en/review.html');
    await give(page, content);
    await said(page).getByText(say('keeping.imported')).waitFor();
    assert.deepEqual(Object.keys((await kept(page, 'record')).pages['network.ports'].parts), ['questions', 'what']);
    await drop(page, page.locator('.keeping'), content);
    await said(page).getByText(say('keeping.imported')).waitFor();
    assert.deepEqual(Object.keys((await kept(page, 'record')).pages['network.ports'].parts), ['questions', 'what'], 'twice is as good as once');
  });

for (const language of ['en', 'fr'])
  inBrowser(`a hostile progress file is refused with a sentence and changes nothing (${language})`, {}, async ({ page, visit }) => {
    const say = words(language);
    await visit(lesson(language));
    await page.locator('.prose .tick input').first().check();
    await visit(`${language}/index.html`);
    const before = await everythingKept(page);
    const good = { mark: [1_700_000_000, 1, 2] };
    const cases = [
      [record({ pages: { 'network.ports': good, [markup]: good } }), 'keeping.damaged'],
      [record({ pages: { 'network.ports': { mark: [1_700_000_000, 1, markup] } } }), 'keeping.damaged'],
      [record({ pages: { 'network.ports': { mark: ['1', 1, 2] } } }), 'keeping.damaged'],
      [record({ pages: [] }), 'keeping.damaged'],
      [record({ quizzes: { 'network.ports/first': [1_700_000_000, 1, 1, 99, '2026-11-20'] } }), 'keeping.damaged'],
      [record({ labs: { firewall: { 'app-port-open': [1_700_000_000, 'splendid'] } } }), 'keeping.damaged'],
      [record({ surprise: 1 }), 'keeping.damaged'],
      [record({ version: 2 }), 'kit.other-version'],
      [record({ course: 'another' }), 'kit.other-course'],
      [record({ format: 'atelier-worksheet' }), 'keeping.not-ours'],
      ['{"__proto__":{"format":"atelier-progress"}}', 'keeping.not-ours'],
      ['[]', 'keeping.not-ours'],
      ['not JSON', 'keeping.not-ours'],
      [huge, 'kit.too-big', { size: language === 'fr' ? '1 Mo' : '1 MB' }],
    ];
    for (const [content, key, fill] of cases) {
      await give(page, content);
      await said(page).getByText(say(key, fill), { exact: true }).waitFor();
      assert.equal(await everythingKept(page), before);
      await said(page).evaluate((element) => element.replaceChildren());
    }
    assert.equal(await page.evaluate(() => window.hurt), undefined);
  });
