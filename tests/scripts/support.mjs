// Pages in jsdom for the tests of themes/default/scripts: a fixture, the words of the interface in its language, and the scripts that
// a test names, run in the order of core.js.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JSDOM, VirtualConsole } from 'jsdom';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const themePath = (path) => here('../../themes/default/' + path);
export const script = (name) => readFileSync(themePath(`scripts/${name}.js`), 'utf8');

/** The table [script.*] of a language as { "quiz.check": "…" }; the file is written one `key = "text"` a line. */
export function words(language) {
  const part = themePath(`strings/scripts.part.${language}.toml`);
  const file = existsSync(part) ? part : themePath(`strings/${language}.toml`);
  const out = {};
  let table = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const head = /^\[(.+)\]$/.exec(line);
    if (head) table = head[1];
    const entry = /^([\w.-]+) = (".*")$/.exec(line);
    if (entry && table.startsWith('script.')) out[`${table.slice(7)}.${entry[1]}`] = JSON.parse(entry[2].replaceAll('\\U', '\\u'));
  }
  return out;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const templates = (language) =>
  `<template data-strings ${Object.entries(words(language)).map(([key, text]) => `data-${key.replaceAll('.', '-')}="${escaped(text)}"`).join(' ')}></template>`;

/** Every fixture is the inside of <body>; `body` may be given instead. */
export const fixture = (name) => readFileSync(here(`fixtures/${name}.html`), 'utf8');

const order = [...script('core').matchAll(/^ {4}"?([\w-]+)"?: "/gm)].map((found) => found[1]);

/**
 * A page on which `scripts` have run.
 * @param {{ body?: string, fixture?: string, language?: string, address?: string, scripts?: string[], data?: Record<string, string>,
 *   kept?: Record<string, string>, prepare?: (window: any) => void }} options
 */
export function open({ body, fixture: name, language = 'en', address = 'https://lab.example.org/course/en/lessons/net/firewall.html', scripts = [], data = {}, kept = {}, prepare = () => {} }) {
  const errors = [];
  const console = new VirtualConsole();
  console.on('jsdomError', (error) => errors.push(error));
  const html = `<!doctype html><html lang="${language}"><head></head><body>${body ?? fixture(name)}${templates(language)}</body></html>`;
  const dom = new JSDOM(html, { url: address, runScripts: 'outside-only', pretendToBeVisual: true, virtualConsole: console });
  const { window } = dom;
  const { document } = window;
  for (const [key, value] of Object.entries(kept)) window.localStorage.setItem(key.includes(':') ? key : 'atelier:test:' + key, value);
  window.scrollBy = () => {};
  window.Element.prototype.scrollIntoView = function () {
    window.scrolledTo = this;
  };
  window.CSS ??= { escape: (text) => text.replace(/[^\w-]/g, '\\$&') };
  window.URL.createObjectURL ??= () => 'blob:test';
  window.URL.revokeObjectURL ??= () => {};
  window.TextDecoder ??= TextDecoder;
  window.replaced = [];
  prepare(window);

  const own = document.createElement('script');
  const attributes = { course: 'test', root: '../../../', home: '../../', ...Object.fromEntries(order.map((part) => ['js-' + part, ''])), ...data };
  for (const [key, value] of Object.entries(attributes)) own.setAttribute('data-' + key, value);
  document.head.append(own);
  Object.defineProperty(document, 'currentScript', { value: own, configurable: true });
  window.eval(script('core'));
  for (const part of order) if (scripts.includes(part)) window.eval(script(part));
  const unknown = scripts.filter((part) => !order.includes(part));
  if (unknown.length) throw new Error('core.js does not know ' + unknown);

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => {
    const found = all(selector, root);
    if (found.length !== 1) throw new Error(`${found.length} elements match ${selector}`);
    return found[0];
  };
  return {
    window,
    document,
    own,
    errors,
    all,
    one,
    Atelier: window.Atelier,
    kept: (subject) => JSON.parse(window.localStorage.getItem('atelier:test:' + subject)),
    text: (selector, root) => one(selector, root).textContent.replace(/\s+/g, ' ').trim(),
    click: (target) => (typeof target === 'string' ? one(target) : target).click(),
    button: (label, root = document) => {
      const found = all('button', root).find((button) => button.textContent.trim() === label || button.getAttribute('aria-label') === label);
      if (!found) throw new Error(`no button ${label}; there are: ${all('button', root).map((button) => button.textContent)}`);
      return found;
    },
    key: (target, name) => target.dispatchEvent(new window.KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })),
    type: (input, value, finish = true) => {
      input.value = value;
      input.dispatchEvent(new window.Event('input', { bubbles: true }));
      if (finish) input.dispatchEvent(new window.Event('change', { bubbles: true }));
    },
    choose: (input, on = true) => {
      input.checked = on;
      input.dispatchEvent(new window.Event('input', { bubbles: true }));
      input.dispatchEvent(new window.Event('change', { bubbles: true }));
    },
    // What a file dialog would give.
    give: async (input, content) => {
      const file = { size: Buffer.byteLength(content), arrayBuffer: async () => new TextEncoder().encode(content).buffer };
      Object.defineProperty(input, 'files', { value: [file], configurable: true });
      input.dispatchEvent(new window.Event('change'));
      await new Promise((done) => setTimeout(done, 5));
    },
  };
}

/** Numbers from 0 to 1, the same in every run. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
