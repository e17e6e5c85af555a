// progress.js, states.js, keeping.js: boxes to tick, states in lists, and the file that goes out and comes in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './support.mjs';

const text = (record = {}, more = {}) => JSON.stringify({ format: 'atelier-progress', version: 1, course: 'test', pages: {}, quizzes: {}, labs: {}, ...record, ...more });
const lesson = (record, options = {}) => open({ fixture: 'lesson', scripts: ['kit', 'values', 'copy', 'record', 'progress'], kept: record ? { record: text(record) } : {}, ...options });
const boxes = (page) => page.all('.prose .tick input');
const whole = (page) => page.one('.finish input');

test('each section ends with a box, the worksheet does not', () => {
  const page = lesson();
  assert.deepEqual(boxes(page).map((box) => box.getAttribute('aria-label')), [
    'Done with this part: Before you start', 'Done with this part: Set the rules', 'Done with this part: Your turn', 'Done with this part: Key points',
  ]);
  const lines = page.all('.prose .tick');
  assert.equal(lines[0].nextElementSibling.querySelector('h2').id, 'rules', 'before the next heading');
  assert.equal(lines[2].parentElement.className, 'lab', 'inside the box that the section is');
  assert.equal(lines[3].nextElementSibling.className, 'notes', 'and before the notes');
  assert.equal(page.kept('record'), null, 'nothing is kept before one does something');
});

test('a ticked section is kept by its id and shown in both tables of contents', () => {
  const page = lesson();
  page.choose(boxes(page)[1]);
  const [at, rev, on] = page.kept('record').pages['net.firewall'].parts.rules;
  assert.deepEqual([rev, on], [3, 1]);
  assert.ok(Math.abs(at - Date.now() / 1000) < 5);
  assert.deepEqual(page.all('[data-done]').map((link) => link.textContent), ['Set the rules, done', 'Set the rules, done']);
  page.choose(boxes(page)[1], false);
  assert.deepEqual(page.all('[data-done]'), []);
});

test('all sections make the page done, one less takes it back, and the page’s box ticks them all', () => {
  const page = lesson();
  for (const box of boxes(page)) page.choose(box);
  assert.equal(whole(page).checked, true);
  assert.equal(page.Atelier.record.state('net.firewall', 3), 'done');
  page.choose(boxes(page)[0], false);
  assert.equal(whole(page).checked, false);
  assert.equal(page.Atelier.record.state('net.firewall', 3), 'under-way');
  page.choose(whole(page));
  assert.ok(boxes(page).every((box) => box.checked));
  assert.equal(page.Atelier.record.state('net.firewall', 3), 'done');
});

test('a page that changed since it was done says so, and can be done again', () => {
  const page = lesson({ pages: { 'net.firewall': { mark: [1, 2, 2] } } });
  assert.equal(page.text('.finish > .quiet'), 'You finished revision 2; this is revision 3. Have another look, then tick it again.');
  assert.equal(whole(page).checked, false);
  page.choose(whole(page));
  assert.deepEqual(page.kept('record').pages['net.firewall'].mark.slice(1), [3, 2]);
  assert.match(page.text('.finish > .quiet'), /stays in this browser/);
});

test('copying a command is a beginning', async () => {
  const page = lesson();
  page.window.navigator.clipboard = { writeText: async () => {} };
  page.one('#rules-block .copy').click();
  await new Promise((done) => setTimeout(done, 5));
  assert.equal(page.Atelier.record.state('net.firewall', 3), 'under-way');
});

test('a page that one does not finish - tips, the glossary - has no boxes; a guide has', () => {
  const body = (id, kind) => `<main data-page-id="${id}" data-rev="1"><div class="prose${kind}"><div class="h"><h2 id="a" data-section="a">A</h2></div><p>x</p></div></main>`;
  const ticks = (id, kind) => open({ body: body(id, kind), scripts: ['kit', 'record', 'progress'] }).all('.tick').length;
  assert.deepEqual([ticks('about', ''), ticks('tips', ' tips'), ticks('production', ' guide'), ticks('net.x', '')], [0, 0, 2, 2]);
});

const home = (record, options = {}) => open({ fixture: 'home', scripts: ['kit', 'record', 'states', 'keeping'], kept: record ? { record: text(record) } : {}, address: 'https://lab.example.org/en/index.html', ...options });

test('the grid says how far one is, in words; other lists only when one has begun', () => {
  const page = home({ pages: { 'net.firewall': { mark: [5, 2, 2] }, 'net.ssh': { mark: [4, 1, 2] }, production: { mark: [3, 1, 1] } } });
  assert.deepEqual(page.all('.grid li').map((item) => [item.dataset.state, item.textContent]), [
    ['changed', 'Close everything, changed since'], ['done', 'Se connecter, done'], ['none', 'Names, not started'],
  ]);
  const guide = page.one('.lines li');
  assert.equal(guide.textContent, 'In production under way 2 h');
  page.Atelier.record.clear();
  assert.equal(guide.textContent, 'In production 2 h');
});

test('the home page leads back to where one was', () => {
  const page = home({ pages: { 'net.ssh': { mark: [4, 1, 1] }, 'net.dns': { parts: { a: [9, 1, 1] } } } });
  assert.equal(page.text('.resume'), 'Resume: Names');
  page.Atelier.record.mark('net.dns', 1, 2);
  assert.equal(page.text('.resume'), 'Resume: Se connecter');
  assert.equal(page.one('.resume').lang, 'fr');
  page.Atelier.record.mark('net.ssh', 1, 2);
  assert.equal(page.all('.resume').length, 0);
});

const result = (page) => page.text('.keeping [role=status]');

test('progress goes out as a file, comes in elsewhere, and the two are merged', async () => {
  const here = home({ pages: { 'net.ssh': { mark: [4, 1, 2] } } });
  const there = home({ pages: { 'net.dns': { mark: [4, 1, 2] }, 'net.ssh': { mark: [3, 1, 1] } } });
  const offered = [];
  here.Atelier.offer = (name, content) => offered.push([name, content]);
  assert.match(here.one('.keeping').textContent, /Never exported from this browser\./);
  here.click(here.button('Export my progress'));
  assert.match(here.one('.keeping').textContent, /Last export: /);
  assert.equal(offered[0][0], 'atelier-progress.json');
  await there.give(there.one('.keeping input'), offered[0][1]);
  assert.equal(result(there), 'The file was merged with what this browser kept.');
  assert.deepEqual(there.all('.grid li').map((item) => item.dataset.state), ['none', 'done', 'done']);
  assert.match(there.one('.keeping').textContent, /2 pages begun\. 2 pages done\.(?! 0)/);
});

test('a hostile progress file is refused with a sentence and changes nothing', async () => {
  const page = home({ pages: { 'net.ssh': { mark: [4, 1, 2] } } });
  const before = { ...page.window.localStorage };
  const cases = [
    ['<script>alert(1)</script>', 'This file does not hold progress of this site. Nothing was changed.'],
    [text({}, { version: 9 }), 'This file was written by another version of this site. Nothing was changed.'],
    [text({}, { course: '<b>x</b>' }), 'This file belongs to another course. Nothing was changed.'],
    [text({ pages: { '<img src=x onerror=alert(1)>': { mark: [1, 1, 2] } } }), 'This file is damaged, or was changed by hand. Nothing was changed.'],
    [text({ pages: { 'net.ssh': { mark: [1, 1, 'done'] } } }), 'This file is damaged, or was changed by hand. Nothing was changed.'],
    [text().replace('"pages":{}', '"pages":{"__proto__":{"mark":[1,1,2]}}'), 'This file is damaged, or was changed by hand. Nothing was changed.'],
    [' '.repeat(50 << 20), 'This file is too big: at most 1 MB is accepted. Nothing was changed.'],
  ];
  for (const [content, wanted] of cases) {
    await page.give(page.one('.keeping input'), content);
    assert.equal(result(page), wanted);
    assert.deepEqual({ ...page.window.localStorage }, before);
    assert.equal(page.all('img, .keeping script').length, 0);
  }
});

test('starting afresh asks first, then forgets progress and nothing else', () => {
  const page = home({ pages: { 'net.ssh': { mark: [4, 1, 2] } } });
  page.Atelier.keep('worksheet', 'x');
  page.click(page.button('Start afresh'));
  assert.equal(page.Atelier.record.state('net.ssh', 1), 'done');
  page.click(page.button('Yes'));
  assert.equal(page.kept('record'), null);
  assert.equal(page.window.localStorage.getItem('atelier:test:worksheet'), 'x');
  assert.equal(result(page), 'Nothing is kept any more.');
});
