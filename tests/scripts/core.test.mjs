// core.js: what is loaded, when, and that the other language opens at the same place.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fixture, open, script, themePath } from './support.mjs';

// The scripts of the search have tests of their own.
const names = readdirSync(themePath('scripts')).filter((name) => /^(?!search).*\.js$/.test(name)).map((name) => name.slice(0, -3));
const addresses = Object.fromEntries(names.map((name) => ['js-' + name, `../../../assets/${name}.0123456789.js`]));
const loaded = (page) => page.all('head script[src]').map((element) => /([a-z_]+)\.\d/.exec(element.src)[1]);
const live = (page, sign) => page.window.dispatchEvent(new page.window.Event(sign));

test('nothing but core.js runs before the first sign of life', () => {
  const page = open({ fixture: 'lesson', data: addresses });
  assert.deepEqual(loaded(page), []);
  live(page, 'scroll');
  const before = loaded(page);
  assert.deepEqual(before, ['kit', 'values', 'value_types', 'worksheet', 'copy', 'tabs', 'record', 'progress', 'terms', 'lab', 'offline']);
  live(page, 'keydown');
  assert.deepEqual(loaded(page), before, 'the second sign brings nothing more');
  assert.ok(page.all('head script[src]').every((element) => element.async === false), 'they run in this order');
});

test('a key that was the first sign of life is heard by the scripts that it brought', () => {
  const page = open({ fixture: 'lesson', data: addresses });
  const heard = [];
  page.key(page.one('h1'), '/');
  page.document.addEventListener('keydown', (event) => heard.push([event.key, event.target.id]));
  page.all('head script[src]').at(-1).dispatchEvent(new page.window.Event('load'));
  assert.deepEqual(heard, [['/', 'firewall']]);
});

test('the styles of what only scripts make come with the scripts', () => {
  const page = open({ fixture: 'lesson', data: { styles: '../../../assets/later.0123456789.css' } });
  assert.equal(page.all('link').length, 0);
  live(page, 'scroll');
  assert.equal(page.one('link[rel=stylesheet]').getAttribute('href'), '../../../assets/later.0123456789.css');
});

test('a page gets the scripts that it has use for', () => {
  const cases = [
    ['quizzes', '', ['kit', 'record', 'boxes', 'answers', 'quiz']],
    ['quizzes', '?review', ['kit', 'record', 'boxes', 'answers', 'quiz', 'review_mode']],
    ['home', '', ['kit', 'record', 'states', 'keeping']],
    ['lab', '', ['kit', 'copy', 'record', 'lab_report', 'lab']],
    ['review', '', ['kit', 'record', 'boxes', 'keeping', 'review']],
    ['level', '', ['kit', 'record', 'states']],
    ['level', '?instructor', ['kit', 'record', 'states', 'instructor', 'run_sheet']],
  ];
  for (const [name, query, wanted] of cases) {
    const page = open({ fixture: name, data: addresses, address: 'https://lab.example.org/en/x.html' + query });
    live(page, 'pointerdown');
    assert.deepEqual(loaded(page), [...wanted, 'offline'], name + query);
  }
});

test('what this browser keeps of ours is shown without waiting, what it keeps of others is not ours', () => {
  assert.notDeepEqual(loaded(open({ fixture: 'lesson', data: addresses, kept: { tabs: '{}' } })), []);
  assert.deepEqual(loaded(open({ fixture: 'lesson', data: addresses, kept: { 'atelier:other:tabs': '{}', 'x:y': '1' } })), []);
});

test('a browser that refuses its storage changes nothing', () => {
  const prepare = (window) => Object.defineProperty(window, 'localStorage', { get: () => { throw new window.DOMException('no', 'SecurityError'); } });
  const page = open({ fixture: 'lesson', data: addresses, prepare });
  live(page, 'focusin');
  assert.ok(loaded(page).includes('tabs'));
});

test('the other language opens at the section that is being read, with the same query', () => {
  const page = open({ fixture: 'lesson', address: 'https://lab.example.org/en/lessons/net/firewall.html?os=windows' });
  const [other] = page.all('.lang a');
  other.addEventListener('click', (event) => event.preventDefault());
  other.click();
  assert.equal(new URL(other.href).search, '?os=windows');
  assert.equal(other.hash, '');
  page.one('.contents [href="#rules"]').setAttribute('aria-current', 'true');
  other.click();
  assert.equal(other.hash, '#rules');
  assert.equal(page.window.localStorage.getItem('atelier.language'), 'fr');
});

test('the scripts that every page starts with weigh less than 3 kB', () => {
  const size = ['core', 'theme', 'contents'].map((name) => gzipSync(script(name), { level: 9 }).length).reduce((a, b) => a + b);
  assert.ok(size < 3000, `${size} bytes`);
});

test('no script makes markup of a text, or code of a text', () => {
  for (const name of names) {
    const text = script(name);
    assert.match(text, /"use strict"/, name);
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\("(?:on|style)/, name);
  }
});

test('every script is one that core.js brings, or one that the theme starts with', () => {
  const known = [...script('core').matchAll(/^ {4}"?([\w-]+)"?: "/gm)].map((found) => found[1]);
  const others = names.filter((name) => !known.includes(name));
  assert.deepEqual(others.sort(), ['contents', 'core', 'theme', 'worker'], 'and the one that the service worker imports');
  assert.deepEqual(known.filter((name) => !names.includes(name)), ['search-open']);
});

test('the first page leads to the language chosen before, or to the first of the browser that there is', () => {
  const body = '<main class="chooser"><a hreflang="fr" href="fr/index.html">Français</a><a hreflang="en" href="en/index.html">English</a></main>';
  const cases = [
    [null, ['en-GB', 'fr'], '#en'],
    [null, ['de', 'fr-CA', 'en'], '#fr'],
    ['fr', ['en'], '#fr'],
    [null, ['de'], ''],      // none of ours: one chooses
    ['de', ['xx'], ''],      // what was kept is no language of this site
  ];
  for (const [kept, languages, wanted] of cases) {
    const page = open({
      body: body.replaceAll(/href="(..)\/index.html"/g, 'href="#$1"'),
      scripts: ['chooser'],
      prepare: (window) => {
        Object.defineProperty(window.navigator, 'languages', { value: languages });
        if (kept) window.localStorage.setItem('atelier.language', kept);
      },
    });
    assert.equal(page.window.location.hash, wanted, `${kept} ${languages}`);
  }
});

test('the fixtures hold nothing that only a script would show', () => {
  for (const name of ['lesson', 'quizzes', 'home', 'lab', 'review', 'level']) assert.doesNotMatch(fixture(name), /\shidden[\s>=]/, name);
});
