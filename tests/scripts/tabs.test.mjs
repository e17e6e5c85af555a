// tabs.js: one choice for the whole site, by mouse, keyboard and address; every panel stays in the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './support.mjs';

const scripts = ['kit', 'tabs'];
const page_ = (options = {}) => open({ fixture: 'lesson', scripts, ...options });
const shown = (page) => page.all('.panel').map((panel) => !panel.hasAttribute('hidden'));
const tabs = (page, i = 0) => page.all('[role=tab]', page.all('[role=tablist]')[i]);
const state = (page) => JSON.parse(page.window.localStorage.getItem('atelier:test:tabs'));

test('the first panel shows, the others wait where the browser can find them', () => {
  const page = page_();
  assert.deepEqual(shown(page), [true, false, true, false], 'in each set its own first one');
  assert.equal(page.all('.panel')[1].getAttribute('hidden'), 'until-found');
  assert.deepEqual(tabs(page).map((tab) => [tab.textContent, tab.getAttribute('aria-selected'), tab.tabIndex]), [['Linux and macOS', 'true', 0], ['Windows (PowerShell)', 'false', -1]]);
  for (const tab of tabs(page)) {
    const panel = page.document.getElementById(tab.getAttribute('aria-controls'));
    assert.equal(panel.getAttribute('aria-labelledby'), tab.id);
    assert.equal(panel.getAttribute('role'), 'tabpanel');
  }
  assert.equal(state(page), null, 'nothing was chosen, nothing is kept');
});

test('a choice holds for every set of the page, is remembered and stands in the address', () => {
  const page = page_({ address: 'https://lab.example.org/en/x.html?a=b#rules' });
  tabs(page)[1].click();
  assert.deepEqual(shown(page), [false, true, true, false]);
  assert.deepEqual(state(page), { version: 1, choices: { os: 'windows' } });
  assert.equal(page.window.location.href, 'https://lab.example.org/en/x.html?a=b&os=windows#rules');
  const again = page_({ kept: { tabs: JSON.stringify(state(page)) } });
  assert.deepEqual(shown(again), [false, true, true, false]);
});

test('arrows, Home and End choose and move the focus', () => {
  const page = page_();
  const [first, second] = tabs(page);
  const cases = [
    ['ArrowRight', second], ['ArrowRight', first], ['ArrowLeft', second], ['Home', first], ['End', second], ['x', second],
  ];
  first.focus();
  for (const [key, wanted] of cases) {
    page.key(page.document.activeElement, key);
    assert.equal(page.document.activeElement, wanted, key);
    assert.equal(wanted.getAttribute('aria-selected'), 'true');
  }
});

test('an address says which tab shows, before what was remembered', () => {
  const kept = { tabs: '{"version":1,"choices":{"os":"unix"}}' };
  assert.deepEqual(shown(page_({ kept, address: 'https://lab.example.org/x.html?os=windows' })), [false, true, true, false]);
  assert.deepEqual(shown(page_({ kept, address: 'https://lab.example.org/x.html?os=beos' })), [true, false, false, true]);
});

test('an address that leads into a panel shows it', () => {
  const page = page_({ address: 'https://lab.example.org/x.html#in-panel' });
  assert.deepEqual(shown(page), [false, true, true, false]);
});

test('Windows shows its own panel to who has chosen nothing', () => {
  const prepare = (window) => Object.defineProperty(window.navigator, 'userAgent', { value: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' });
  assert.deepEqual(shown(page_({ prepare })), [false, true, true, false]);
});

test('what the browser finds in a hidden panel opens it', () => {
  const page = page_();
  page.all('.panel')[1].dispatchEvent(new page.window.Event('beforematch'));
  assert.equal(shown(page)[1], true);
});

test('what is kept and is not ours changes nothing', () => {
  for (const kept of ['x', '[]', '{"version":2,"choices":{"os":"windows"}}', '{"version":1,"choices":{"os":["windows"]}}', '{"version":1,"choices":{"__proto__":"windows","os":"<img>"}}']) {
    const page = page_({ kept: { tabs: kept } });
    assert.deepEqual(shown(page), [true, false, true, false], kept);
    assert.deepEqual(page.errors, []);
  }
});

test('panels without a choice of the course are tabs all the same; one panel alone is none', () => {
  const panel = (label) => `<div class="panel" data-panel=""><h3 class="panel-title">${label}</h3><p>${label}</p></div>`;
  const page = open({ body: `<main><div class="tabs" data-tabs="tool">${panel('curl')}${panel('HTTPie')}</div><div class="tabs" data-tabs="os">${panel('Only')}</div></main>`, scripts });
  assert.equal(page.all('[role=tablist]').length, 1);
  tabs(page)[1].click();
  assert.deepEqual(shown(page), [false, true, true]);
});
