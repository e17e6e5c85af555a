// kit.js: words, storage, and being told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, script, themePath, words } from './support.mjs';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const scripts = ['kit'];

test('words are filled, agree with their number, and an unknown key shows itself', () => {
  const cases = [
    ['en', (a) => a.text('quiz.check'), 'Check'],
    ['fr', (a) => a.text('quiz.check'), 'Vérifier'],
    ['en', (a) => a.text('copy.missing', { names: 'VPS_IP' }), 'Still to fill in: VPS_IP.'],
    ['en', (a) => a.text('copy.missing', { names: '{names} $&' }), 'Still to fill in: {names} $&.'],  // a value is no pattern
    ['en', (a) => a.text('copy.missing', {}), 'Still to fill in: {names}.'],
    ['en', (a) => a.count('quiz.missing', 0), '0 choices missing.'],  // English says "0 choices"
    ['fr', (a) => a.count('quiz.missing', 0), '0\u00a0choix oublié.'],   // French says "0 choix oublié"
    ['en', (a) => a.count('quiz.missing', 2), '2 choices missing.'],
    ['en', (a) => a.text('no.such'), 'no.such'],
  ];
  for (const [language, ask, wanted] of cases) assert.equal(ask(open({ body: '<main></main>', language, scripts }).Atelier), wanted);
});

test('both languages say the same things, with the same blanks', () => {
  const [french, english] = [words('fr'), words('en')];
  assert.ok(Object.keys(english).length > 100);
  assert.deepEqual(Object.keys(french), Object.keys(english));
  const blanks = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
  for (const key of Object.keys(english)) assert.deepEqual(blanks(french[key]), blanks(english[key]), key);
});

test('French has its spaces and quotes, and no straight apostrophe', () => {
  for (const [key, text] of Object.entries(words('fr'))) {
    assert.doesNotMatch(text, /['"“”]/, key);
    assert.doesNotMatch(text, /(?<!https?)(?:[^\u202f];|[^\u202f][!?]|(?<![\d\w]:?)[^\u00a0\d\w/:]:(?!\/)|«[^\u00a0]|[^\u00a0]»)/, key);
  }
});

test('every word that a script asks for exists, and every word is asked for', () => {
  const english = words('en');
  const asked = new Set();
  const files = readdirSync(themePath('scripts')).filter((name) => name.endsWith('.js') && !name.startsWith('search'));
  const text = files.map((name) => script(name.slice(0, -3))).join('\n');
  for (const [, key] of text.matchAll(/"([a-z]+\.[a-z][a-z-]*)"/g)) asked.add(key);
  for (const [, table] of text.matchAll(/`([a-z]+)\.(?:count-)?\$\{/g)) for (const key of Object.keys(english)) if (key.startsWith(table + '.')) asked.add(key);
  const has = (key) => key in english || `${key}.one` in english;
  const tables = new Set(Object.keys(english).map((key) => key.split('.')[0]));
  const notKeys = ['review.html'];
  assert.deepEqual([...asked].filter((key) => tables.has(key.split('.')[0]) && !has(key) && !notKeys.includes(key)), []);
  assert.deepEqual(Object.keys(english).filter((key) => !asked.has(key) && !asked.has(key.replace(/\.(one|other)$/, ''))), []);
});

test('the templates hand over every word, under its name', () => {
  const folder = themePath('templates');
  const parts = readdirSync(folder).filter((name) => /^words_\w+\.mustache(\.part)?$/.test(name) && (name.endsWith('.mustache') || !existsSync(`${folder}/${name.slice(0, -5)}`)));
  const given = parts.flatMap((name) => [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/data-([a-z-]+)="\{\{s\.script\.([a-z.-]+)\}\}"/g)]);
  assert.deepEqual(given.map(([, , key]) => key).sort(), Object.keys(words('en')).sort());
  for (const [, name, key] of given) assert.equal(name, key.replaceAll('.', '-'));
});

test('what is kept comes back, under the name of the course', () => {
  const page = open({ body: '<main></main>', scripts });
  assert.equal(page.Atelier.keep('thing', 'x'), true);
  assert.equal(page.window.localStorage.getItem('atelier:test:thing'), 'x');
  assert.equal(page.Atelier.read('thing'), 'x');
  page.Atelier.keep('thing', null);
  assert.equal(page.Atelier.read('thing'), null);
});

test('storage that is full or refused is said once, in words, and the page goes on with what it knows', () => {
  for (const [name, wanted] of [['QuotaExceededError', /is full/], ['SecurityError', /refuses to keep/]]) {
    const page = open({ body: '<main><p>x</p></main>', scripts });
    page.window.Storage.prototype.setItem = () => {
      throw new page.window.DOMException('no', name);
    };
    assert.equal(page.Atelier.keep('thing', 'new'), false);
    assert.equal(page.Atelier.keep('thing', 'newer'), false);
    assert.equal(page.Atelier.read('thing'), 'newer');
    assert.match(page.text('[role=alert]'), wanted);
    page.click(page.button('Close'));
    page.Atelier.keep('other', 'x');
    assert.deepEqual(page.all('[role=alert]'), [], 'once');
  }
});

test('a name or a text with markup in it stays a text', () => {
  const page = open({ body: '<main></main>', scripts });
  const element = page.Atelier.make('p', { title: '"><img src=x>' }, '<img src=x onerror=alert(1)>');
  page.document.body.append(element);
  assert.deepEqual(page.all('img'), []);
  page.Atelier.tell('kit.too-big', { size: '<img src=x>' });
  assert.deepEqual(page.all('img'), []);
});

test('what cannot be undone is asked twice, and No goes back', () => {
  const page = open({ body: '<main></main>', scripts });
  let done = 0;
  page.one('main').append(page.Atelier.twice('worksheet.clear', 'worksheet.clear-sure', () => (done += 1)));
  page.click(page.button('Clear everything'));
  assert.match(page.one('main').textContent, /on every page\?/);
  assert.equal(page.document.activeElement.textContent, 'No', 'the careful answer has the focus');
  page.click(page.button('No'));
  assert.equal(page.document.activeElement.textContent, 'Clear everything');
  page.click(page.button('Clear everything'));
  page.click(page.button('Yes'));
  assert.equal(done, 1);
  assert.ok(page.button('Clear everything'));
});

test('a file that is too big is refused before it is read', async () => {
  const page = open({ body: '<main></main>', scripts });
  const file = { size: 50 << 20, arrayBuffer: () => assert.fail('it was read') };
  assert.equal(await page.Atelier.readFile(file, 1 << 20), null);
});
