// record.js: what is kept, what a file may hold, and the laws of merging.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, random } from './support.mjs';

const browser = (options = {}) => open({ body: '<main><p>x</p></main>', scripts: ['kit', 'record'], ...options });
const text = (record = {}, more = {}) => JSON.stringify({ format: 'atelier-progress', version: 1, course: 'test', pages: {}, quizzes: {}, labs: {}, ...record, ...more });
const { record } = browser().Atelier;
const parsed = (content) => record.parse(content).record;
// The keys of a record in one order, whatever made it.
const canonical = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])])) : value);
const same = (a, b, why) => assert.equal(JSON.stringify(canonical(a)), JSON.stringify(canonical(b)), why);

// Few ids and few seconds, so that entries meet.
function randomRecord(next) {
  const of = (list) => list[Math.floor(next() * list.length)];
  const number = (most) => Math.floor(next() * (most + 1));
  const table = (ids, make) => Object.fromEntries(ids.filter(() => next() < 0.6).map((id) => [id, make()]));
  const page = () => ({ ...(next() < 0.7 && { mark: [number(4), number(2), number(2)] }), ...(next() < 0.7 && { parts: table(['a', 'b', 'c', 'constructor'], () => [number(4), number(2), number(1)]) }) });
  return {
    pages: table(['net.x', 'net.y', 'guide'], page),
    quizzes: table(['net.x/q', 'net.y/q', 'net.y/r'], () => [number(4), number(2), number(1), number(6), of(['2026-01-01', '2026-01-02', '2025-12-31'])]),
    labs: table(['one', 'two'], () => table(['c', 'd'], () => [number(4), of(record.outcomes)])),
  };
}

test('merging is commutative, associative and idempotent, and loses nothing', () => {
  const next = random(1);
  for (let run = 0; run < 2000; run += 1) {
    const [a, b, c] = [1, 2, 3].map(() => parsed(text(randomRecord(next))));
    const before = JSON.stringify([a, b, c]);
    const ab = record.merge(a, b);
    same(ab, record.merge(b, a), 'commutative');
    same(record.merge(ab, c), record.merge(a, record.merge(b, c)), 'associative');
    same(record.merge(a, a), a, 'idempotent');
    same(record.merge(ab, b), ab, 'absorbing: what is in stays in');
    assert.equal(JSON.stringify([a, b, c]), before, 'the sources are left alone');
    for (const [id, entry] of [...Object.entries(a.quizzes), ...Object.entries(b.quizzes)]) assert.ok(ab.quizzes[id][0] >= entry[0]);
    for (const one of [a, b]) for (const [id, page] of Object.entries(one.pages)) for (const part of Object.keys(page.parts ?? {})) assert.ok(part in ab.pages[id].parts);
  }
});

test('what is written is read again as the same, and equal records are equal bytes', () => {
  const next = random(2);
  const written = (source) => {
    record.clear();
    record.take(parsed(text(source)));
    return record.write();
  };
  for (let run = 0; run < 300; run += 1) {
    const source = randomRecord(next);
    const bytes = written(source);
    same(parsed(bytes), source);
    same(record.get(), source);
    const backwards = (table) => Object.fromEntries(Object.entries(table).reverse());
    assert.equal(written({ labs: backwards(source.labs), quizzes: backwards(source.quizzes), pages: backwards(source.pages) }), bytes);
  }
  record.clear();
});

test('a file that is not exactly a record is refused', () => {
  const page = { 'net.x': { mark: [1, 1, 2] } };
  const deep = (depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  const cases = [
    ['', 'keeping.not-ours'], ['null', 'keeping.not-ours'], ['{', 'keeping.not-ours'], ['[]', 'keeping.not-ours'], ['"atelier-progress"', 'keeping.not-ours'],
    [deep(50_000), 'keeping.not-ours'], ['['.repeat(500_000), 'keeping.not-ours'],
    [text({}, { format: 'atelier-worksheet' }), 'keeping.not-ours'],
    [text({}, { version: 2 }), 'kit.other-version'], [text({}, { version: '1' }), 'kit.other-version'], [text({}, { version: undefined }), 'kit.other-version'],
    [text({}, { course: 'other' }), 'kit.other-course'],
    [text({}, { extra: 1 }), 'keeping.damaged'],
    [text({ pages: [] }), 'keeping.damaged'], [text({ pages: null }), 'keeping.damaged'], [text({ labs: undefined }), 'keeping.damaged'],
    [text({ pages: { '<img src=x onerror=alert(1)>': { mark: [1, 1, 2] } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { mark: ['<b>', 1, 2] } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { mark: [1, 1] } } }), 'keeping.damaged'], [text({ pages: { 'net.x': { mark: [1, 1, 2, 3] } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { mark: { 0: 1, 1: 1, 2: 2, length: 3 } } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { mark: [1.5, 1, 2] } } }), 'keeping.damaged'], [text({ pages: { 'net.x': { mark: [-1, 1, 2] } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { mark: [9e15, 1, 2] } } }), 'keeping.damaged'], [text({ pages: { 'net.x': { mark: [1, 1, 3] } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { mark: null } } }), 'keeping.damaged'], [text({ pages: { 'net.x': { marks: [1, 1, 1] } } }), 'keeping.damaged'],
    [text({ pages: { 'net.x': { parts: { a: [1, 1, 2] } } } }), 'keeping.damaged'], [text({ pages: { 'net.x': { parts: { 'a b': [1, 1, 1] } } } }), 'keeping.damaged'],
    [text({ quizzes: { 'net.x': [1, 1, 1, 1, '2026-01-01'] } }), 'keeping.damaged'], [text({ quizzes: { 'a/b/c': [1, 1, 1, 1, '2026-01-01'] } }), 'keeping.damaged'],
    [text({ quizzes: { 'a/b': [1, 1, 1, 7, '2026-01-01'] } }), 'keeping.damaged'], [text({ quizzes: { 'a/b': [1, 1, 1, 1, '2026-13-01'] } }), 'keeping.damaged'],
    [text({ quizzes: { 'a/b': [1, 1, 1, 1, '<i>'] } }), 'keeping.damaged'],
    [text({ labs: { one: { c: [1, 'won'] } } }), 'keeping.damaged'], [text({ labs: { one: { c: [1, 'constructor'] } } }), 'keeping.damaged'],
    [text({ pages: { ['x'.repeat(161)]: page['net.x'] } }), 'keeping.damaged'],
    [text().replace('"pages":{}', '"pages":{"__proto__":{"mark":[1,1,2]}}'), 'keeping.damaged'],
    [text().replace('"labs":{}', '"labs":{},"__proto__":{"polluted":1}'), 'keeping.damaged'],
    [text({ pages: Object.fromEntries(Array.from({ length: 50_001 }, (_, i) => [`p${i}`, {}])) }), 'keeping.damaged'],
    ['x'.repeat((1 << 20) + 1), 'kit.too-big'], [null, 'kit.too-big'],
  ];
  for (const [content, problem] of cases) {
    assert.deepEqual({ ...record.parse(content) }, { problem }, String(content).slice(0, 120));
    assert.equal({}.mark ?? {}.polluted, undefined);
  }
  assert.ok(parsed(text({ pages: { ...page, constructor: { mark: [1, 1, 1] }, 'été-1': { parts: { 'é.2': [1, 1, 0] } } } })), 'and a good one is not');
});

test('names of Object’s own properties are names like any other', () => {
  const page = browser();
  assert.equal(page.Atelier.record.state('constructor', 1), 'none');
  page.Atelier.record.mark('constructor', 1, 2);
  page.Atelier.record.part('constructor', 'constructor', 1, true);
  page.Atelier.record.lab('constructor', [['constructor', 'passed'], ['__proto__', 'passed']]);
  assert.equal(page.Atelier.record.state('constructor', 1), 'done');
  assert.deepEqual(Object.keys(page.kept('record').labs.constructor), ['constructor']);
});

test('how far one is with a page', () => {
  const cases = [
    [{}, 'none'],
    [{ pages: { p: { mark: [1, 3, 1] } } }, 'under-way'],
    [{ pages: { p: { parts: { a: [1, 3, 1] } } } }, 'under-way'],
    [{ pages: { p: { parts: { a: [1, 3, 0] } } } }, 'none'],  // ticked and unticked
    [{ quizzes: { 'p/q': [1, 3, 0, 0, '2026-01-01'] } }, 'under-way'],
    [{ quizzes: { 'p.x/q': [1, 3, 0, 0, '2026-01-01'] } }, 'none'],  // of another page
    [{ pages: { p: { mark: [1, 3, 2] } } }, 'done'],
    [{ pages: { p: { mark: [1, 4, 2] } } }, 'done'],  // read in a later revision than this site's
    [{ pages: { p: { mark: [1, 2, 2] } } }, 'changed'],
    [{ pages: { p: { mark: [1, 2, 0] } } }, 'none'],
  ];
  for (const [kept, wanted] of cases) assert.equal(browser({ kept: { record: text(kept) } }).Atelier.record.state('p', 3), wanted, JSON.stringify(kept));
});

test('what one does last stands, even when a clock was wrong', () => {
  const future = 7_999_999_999;
  const page = browser({ kept: { record: text({ pages: { p: { mark: [future, 1, 2] } } }) } });
  page.Atelier.record.mark('p', 1, 1);
  assert.deepEqual(page.kept('record').pages.p.mark, [future + 1, 1, 1]);
});

test('what another tab wrote in the meantime is not lost', () => {
  const page = browser();
  page.Atelier.record.mark('a', 1, 2);
  page.window.localStorage.setItem('atelier:test:record', text({ pages: { b: { mark: [1, 1, 2] } } }));
  page.Atelier.record.mark('c', 1, 2);
  assert.deepEqual(Object.keys(page.kept('record').pages), ['a', 'b', 'c']);
});

test('a record that another tab cleared stays cleared', () => {
  const page = browser({ kept: { record: text({ pages: { a: { mark: [1, 1, 2] } } }) } });
  page.window.localStorage.clear();
  page.window.dispatchEvent(new page.window.StorageEvent('storage', { key: null }));
  page.Atelier.record.mark('b', 1, 2);
  assert.deepEqual(Object.keys(page.kept('record').pages), ['b']);
});

test('a record of a later version is left alone, and that is said', () => {
  const kept = text({}, { version: 2 });
  const page = browser({ kept: { record: kept } });
  assert.match(page.text('[role=alert]'), /written by a newer version/);
  page.Atelier.record.mark('a', 1, 2);
  page.Atelier.record.clear();
  assert.equal(page.window.localStorage.getItem('atelier:test:record'), kept);
});

test('a record that cannot be read is set aside, and that is said', () => {
  for (const kept of ['{', 'null', text({ pages: { p: { mark: ['x', 1, 2] } } })]) {
    const page = browser({ kept: { record: kept } });
    assert.match(page.text('[role=alert]'), /could not be read\. It was set aside/);
    assert.equal(page.window.localStorage.getItem('atelier:test:record-damaged'), kept);
    page.Atelier.record.mark('a', 1, 2);
    assert.equal(browser({ kept: { record: page.window.localStorage.getItem('atelier:test:record') } }).Atelier.record.state('a', 1), 'done');
  }
});

test('without storage the page still knows what was done on it', () => {
  const page = browser();
  page.window.Storage.prototype.setItem = () => {
    throw new page.window.DOMException('no', 'QuotaExceededError');
  };
  page.Atelier.record.mark('a', 1, 2);
  page.Atelier.record.mark('b', 1, 1);
  assert.equal(page.Atelier.record.state('a', 1), 'done');
  assert.equal(page.all('[role=alert]').length, 1);
});
