// terms.js, instructor.js, run_sheet.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './support.mjs';

const address = '../../../assets/terms.en.0123456789.js';
const lesson = (options = {}) => open({ fixture: 'lesson', scripts: ['kit', 'terms'], data: { glossary: address }, ...options });
const firewall = { term: 'Firewall', text: 'Decides what comes in. <b>Not</b> markup.', others: [['fr', 'Pare-feu']] };
const tick = () => new Promise((done) => setTimeout(done, 5));
// The script of the definitions arrives.
const arrive = async (page, terms = { firewall }) => {
  page.Atelier.setTerms(terms);
  page.one(`script[src="${address}"]`).dispatchEvent(new page.window.Event('load'));
  await tick();
};

test('a glossary link becomes a disclosure with the definition, the other term, and the link kept', async () => {
  const page = lesson();
  const button = page.button('firewall');
  assert.equal(page.all('script[src]').length, 0, 'nothing is fetched before one asks');
  assert.equal(button.getAttribute('aria-expanded'), 'false');
  button.click();
  await arrive(page);
  const panel = page.document.getElementById(button.getAttribute('aria-controls'));
  assert.equal(button.getAttribute('aria-expanded'), 'true');
  assert.equal(panel.previousElementSibling.id, 'with-term', 'under the line it belongs to');
  assert.equal(page.text('p:nth-child(2)', panel), 'Decides what comes in. <b>Not</b> markup.');
  assert.equal(page.one('[lang=fr]', panel).textContent, 'Pare-feu');
  assert.equal(page.one('a', panel).getAttribute('href'), 'https://lab.example.org/course/en/glossary.html#firewall');
  button.click();
  assert.equal(button.getAttribute('aria-expanded'), 'false');
  assert.equal(page.all('.definition').length, 0);
});

test('Escape closes it and gives the focus back', async () => {
  const page = lesson();
  const button = page.button('firewall');
  button.click();
  await arrive(page);
  page.one('.definition a').focus();
  page.key(page.one('.definition a'), 'Escape');
  assert.equal(page.all('.definition').length, 0);
  assert.equal(page.document.activeElement, button);
});

test('in a list the definition stands in its item, and the definitions come once', async () => {
  const page = lesson();
  page.button('firewall').click();
  await arrive(page, { firewall, router: { ...firewall, term: 'Router' } });
  page.button('router').click();
  await tick();
  assert.equal(page.all('script[src]').length, 1);
  assert.equal(page.one('#item-with-term .definition b').textContent, 'Router');
});

test('without definitions, or for a term that they lack, the link is a link', async () => {
  assert.equal(lesson({ data: {} }).all('a[data-term]').length, 2);
  for (const event of ['error', 'load']) {
    const page = lesson({ address: 'https://lab.example.org/course/en/lessons/net/firewall.html' });
    const link = page.one('a[data-term=firewall]', open({ fixture: 'lesson' }).document);
    assert.equal(link.getAttribute('href'), '../../glossary.html#firewall');
    page.button('firewall').click();
    page.one(`script[src="${address}"]`).dispatchEvent(new page.window.Event(event));
    await tick();
    assert.equal(page.all('.definition').length, 0);
    assert.equal(page.errors.filter((error) => /navigation/.test(error.message)).length, 1, 'it leads to the glossary');
  }
});

test('definitions of a wrong shape are left out', async () => {
  const page = lesson();
  page.button('firewall').click();
  page.Atelier.setTerms({ firewall: { term: 7, text: 'x' }, __proto__: { term: 'x' } });
  await arrive(page, {});
  assert.equal(page.all('.definition').length, 0);
});

test('a link inside another control, a heading or a question stays a link', () => {
  const places = ['<h2>?</h2>', '<details><summary>?</summary></details>', '<label>?<input></label>', '<section data-quiz="q"><p>?</p></section>'];
  const body = places.map((place) => place.replace('?', '<a data-term="x" href="glossary.html#x">x</a>')).join('');
  assert.equal(lesson({ body: `<main>${body}</main>` }).all('a[data-term]').length, 4);
});

test('the instructor’s view opens the notes, is remembered, and can be left', () => {
  const page = open({ fixture: 'lesson', scripts: ['kit', 'instructor'], address: 'https://lab.example.org/x.html?instructor' });
  assert.equal(page.document.documentElement.hasAttribute('data-instructs'), true);
  assert.equal(page.one('details.instructor').open, true);
  assert.equal(page.window.localStorage.getItem('atelier:test:instructor'), '1');
  const later = open({ fixture: 'lesson', scripts: ['kit', 'instructor'], kept: { instructor: '1' } });
  assert.equal(later.document.documentElement.hasAttribute('data-instructs'), true);
  later.click(later.button('Leave this view'));
  assert.equal(later.window.localStorage.getItem('atelier:test:instructor'), null);
  assert.equal(open({ fixture: 'lesson' }).document.documentElement.hasAttribute('data-instructs'), false);
});

test('a run sheet counts the hours of a level', () => {
  const page = open({ fixture: 'level', scripts: ['kit', 'run_sheet'], address: 'https://lab.example.org/x.html?instructor' });
  const rows = () => page.all('.run-sheet tbody tr').map((row) => page.all('td', row).map((cell) => cell.textContent));
  assert.deepEqual(rows(), [['09:00 – 09:37', 'Close everything', '12', '25', ''], ['09:47 – 09:52', 'Connect', '5', '0', '']]);
  assert.match(page.text('.run-sheet'), /0 h 52 min in all, end at 09:52\./);
  page.type(page.one('#sheet_begin'), '23:50');
  page.type(page.one('#sheet_pause'), '0');
  assert.deepEqual(rows().map(([time]) => time), ['23:50 – 00:27', '00:27 – 00:32'], 'over midnight');
  page.type(page.one('#sheet_pause'), '-99999');
  page.type(page.one('#sheet_begin'), '');
  assert.deepEqual(rows().map(([time]) => time), ['09:00 – 09:37', '09:37 – 09:42'], 'what is no time is nine o’clock');
  assert.match(page.one('.run-sheet h2').textContent, /Run sheet/);
});

test('a list without times has no run sheet', () => {
  const page = open({ body: '<main><div class="rows"><ul class="lines"><li><a href="x.html">X</a></li></ul></div></main>', scripts: ['kit', 'run_sheet'], address: 'https://lab.example.org/x.html?instructor' });
  assert.equal(page.all('.run-sheet').length, 0);
});
