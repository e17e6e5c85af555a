// lab_report.js, lab.js: a report that somebody hands over, shown as text on the lab's page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './support.mjs';

const lab = (options = {}) => open({ fixture: 'lab', scripts: ['kit', 'record', 'lab_report', 'lab'], address: 'https://lab.example.org/en/labs/firewall.html', data: { root: '../../' }, ...options });
const sound = {
  lab: 'firewall',
  checks: [
    { id: 'app-port-open', outcome: 'passed' },
    { id: 'mysql-closed', outcome: 'failed', reason: 'tcp.open', expected: 'closed', seen: 'open', layer: 'MySQL', words: '5.7.33\u0000 mysql_native_password', hint: { en: 'Bind it to loopback.', fr: 'Liez-le à la boucle locale.' }, page: 'en/logbooks/vps/mysql.html#fix' },
    { id: 'survives-reboot', outcome: 'blocked', blocked_by: ['mysql-closed', 'app-port-open'], page: 'en/logbooks/vps/reboot.html' },
    { id: 'net.tls', outcome: 'could-not-run', title: 'TLS' },
  ],
  causes: [{ id: 'mysql-public', title: { en: 'MySQL listens to everybody', fr: 'MySQL écoute tout le monde' }, text: 'bind-address', page: 'javascript:alert(1)' }],
};
const show = (page, report) => {
  page.type(page.one('textarea'), typeof report === 'string' ? report : JSON.stringify(report));
  page.click(page.button('Show this report'));
};
const said = (page) => page.text('.drop [role=status]');
const item = (page, id) => page.one(`[data-check="${id}"]`);

test('a pasted report shows the outcome of each check, what was expected and what came', () => {
  const page = lab();
  show(page, sound);
  assert.equal(said(page), 'Report read: 1 passed · 1 failed · 1 blocked · 1 could not run.');
  assert.equal(page.text('.outcome', item(page, 'app-port-open')), '✓ passed');
  assert.equal(page.all('.found', item(page, 'app-port-open')).length, 0);
  const failed = item(page, 'mysql-closed');
  assert.equal(failed.dataset.outcome, 'failed');
  assert.deepEqual(page.all('dt', failed).map((term, i) => [term.textContent, page.all('dd', failed)[i].textContent]), [
    ['Who answers', 'MySQL'], ['Reason', 'tcp.open'], ['Expected', 'closed'], ['Received', 'open'], ['Its words', '5.7.33\u0000 mysql_native_password'],
  ]);
  assert.match(failed.textContent, /Bind it to loopback\./);
  assert.equal(page.one('a', failed).getAttribute('href'), '../../en/logbooks/vps/mysql.html#fix');
  assert.match(item(page, 'survives-reboot').textContent, /Waits formysql-closed\napp-port-open$/, 'there is nothing to repair');
  assert.match(item(page, 'net.tls').textContent, /^TLS/, 'a check that the list did not know comes at its end');
  assert.equal(page.text('.cause h3'), 'MySQL listens to everybody');
  assert.equal(page.all('.cause a').length, 0, 'an address that is none of ours leads nowhere');
  assert.deepEqual(page.all('.score i').map((part) => [part.dataset.outcome, part.style.flexGrow]), [['passed', '1'], ['failed', '1'], ['blocked', '1'], ['could-not-run', '1']]);
  assert.equal(page.document.activeElement.textContent, 'What your server answered');
});

test('a report in French for who reads French', () => {
  const page = lab({ language: 'fr' });
  page.type(page.one('textarea'), JSON.stringify(sound));
  page.click(page.button('Montrer ce rapport'));
  assert.match(item(page, 'mysql-closed').textContent, /Liez-le à la boucle locale\./);
  assert.equal(page.text('.cause h3'), 'MySQL écoute tout le monde');
});

test('a second report replaces the first', () => {
  const page = lab();
  show(page, sound);
  show(page, { lab: 'firewall', checks: [{ id: 'mysql-closed', outcome: 'passed' }] });
  assert.equal(page.all('.found').length, 0);
  assert.equal(page.all('.outcome', item(page, 'mysql-closed')).length, 1);
  assert.equal(item(page, 'mysql-closed').dataset.outcome, 'passed');
  assert.equal(page.all('.cause').length, 0);
});

test('a report marks progress, on the lab’s page and on the steps of lessons', () => {
  const page = lab();
  show(page, sound);
  const kept = page.kept('record');
  assert.equal(kept.labs.firewall['mysql-closed'][1], 'failed');
  assert.equal(page.Atelier.record.labState('firewall'), 'under-way');
  show(page, { lab: 'firewall', checks: sound.checks.map(({ id }) => ({ id, outcome: id === 'net.tls' ? 'not-applicable' : 'passed' })) });
  assert.equal(page.Atelier.record.labState('firewall'), 'done');
  const lesson = open({ fixture: 'lesson', scripts: ['kit', 'record', 'lab'], kept: { record: JSON.stringify(kept) } });
  assert.equal(lesson.text('[data-check="app-port-open"]'), 'Open <APP_PORT>. checked by the lab ✓ passed');
  assert.equal(lesson.text('[data-check="mysql-closed"] .outcome'), '✕ failed');
});

test('a hostile report is refused with a sentence and changes nothing', () => {
  const check = (more) => ({ lab: 'firewall', checks: [{ id: 'a', outcome: 'passed', ...more }] });
  const no = 'This is not a report of lab-check. Nothing was changed.';
  const damaged = 'This report is damaged, or was changed by hand. Nothing was changed.';
  const cases = [
    ['', no], ['x', no], ['[]', no], ['null', no], ['{}', no], [{ lab: 'firewall' }, no], [{ checks: [] }, no], [{ lab: 7, checks: [] }, no], [{ lab: '<b>', checks: [] }, no],
    [{ lab: 'firewall', checks: {} }, no], [{ ...sound, causes: {} }, no], ['['.repeat(1_000_000), no],
    [{ lab: 'dns', checks: [] }, 'This report is about another lab, “dns”. Nothing was changed.'],
    [{ ...sound, version: 2 }, 'This file was written by another version of this site. Nothing was changed.'],
    [{ lab: 'firewall', checks: [] }, damaged],
    [{ lab: 'firewall', checks: [null] }, damaged], [{ lab: 'firewall', checks: ['a'] }, damaged], [{ lab: 'firewall', checks: [[]] }, damaged],
    [check({ outcome: 'won' }), damaged], [check({ outcome: 'constructor' }), damaged], [check({ outcome: undefined }), damaged], [check({ outcome: { en: 'passed' } }), damaged],
    [check({ id: '<img src=x onerror=alert(1)>' }), damaged], [check({ id: 1 }), damaged], [check({ id: 'x'.repeat(161) }), damaged],
    [check({ seen: [1, 2] }), damaged], [check({ hint: { en: { en: 'x' } } }), damaged], [check({ words: { en: [{}] } }), damaged],
    [{ lab: 'firewall', checks: [{ id: 'a', outcome: 'passed' }, { id: 'a', outcome: 'failed' }] }, damaged],
    [{ lab: 'firewall', checks: Array.from({ length: 2001 }, (_, i) => ({ id: `c${i}`, outcome: 'passed' })) }, damaged],
    [{ ...sound, causes: Array.from({ length: 201 }, () => ({})) }, damaged], [{ ...sound, causes: ['x'] }, damaged],
    [' '.repeat((4 << 20) + 1), 'This file is too big: at most 4 MB is accepted. Nothing was changed.'],
  ];
  const page = lab();
  const before = page.one('ol.checks').innerHTML;
  for (const [content, wanted] of cases) {
    show(page, content);
    assert.equal(said(page), wanted, JSON.stringify(content).slice(0, 80));
    assert.equal(page.one('ol.checks').innerHTML, before);
    assert.equal(page.kept('record'), null);
  }
});

test('markup, prototypes and endless texts in a sound report are text, and an end', () => {
  const page = lab();
  const evil = '<img src=x onerror=alert(1)>';
  show(page, JSON.stringify({ lab: 'firewall', checks: [{ id: 'mysql-closed', outcome: 'failed', reason: evil, seen: 'x'.repeat(100_000), hint: evil, page: '../../../etc/passwd' }, { id: '__proto__', outcome: 'failed', title: evil }], causes: [{ title: evil }] }));
  assert.equal(page.all('img').length, 0);
  assert.equal(page.all('.checks a').length, 0);
  assert.equal(page.all('dd', item(page, 'mysql-closed'))[1].textContent.length, 20_000);
  assert.equal({}.outcome, undefined);
  assert.deepEqual(Object.keys(page.kept('record').labs.firewall), ['mysql-closed']);
});

test('a report can be dropped or chosen as a file', async () => {
  const page = lab();
  const drop = new page.window.Event('drop', { bubbles: true, cancelable: true });
  const bytes = new TextEncoder().encode(JSON.stringify(sound));
  drop.dataTransfer = { files: [{ size: bytes.length, arrayBuffer: async () => bytes.buffer }] };
  page.one('.drop').dispatchEvent(drop);
  assert.equal(drop.defaultPrevented, true, 'the browser does not open the file instead');
  await new Promise((done) => setTimeout(done, 5));
  assert.match(said(page), /^Report read/);
  const other = lab();
  await other.give(other.one('.drop input'), JSON.stringify(sound));
  assert.match(said(other), /^Report read/);
});

test('a page of the report is a page of this site, or no link', () => {
  const { labReport } = lab().Atelier;
  const cases = [
    ['en/logbooks/x/y.html', '../../en/logbooks/x/y.html'], ['en/x.html#a-b', '../../en/x.html#a-b'],
    ['', ''], ['x', ''], ['//evil.example/x.html', ''], ['https://evil.example/x.html', ''], ['../x.html', ''], ['a/../x.html', ''], ['a//b.html', ''], ['/x.html', ''], ['x.html?y', ''], ['a\\b.html', ''], ['javascript:x.html', ''], ['.x/y.html', ''],
  ];
  for (const [page, wanted] of cases) assert.equal(labReport.address(page), wanted, page);
});
