// values.js, value_types.js, worksheet.js: one's own values in every command, checked, kept, handed on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './support.mjs';

const scripts = ['kit', 'values', 'value_types', 'worksheet', 'copy'];
const sheet = (options = {}) => open({ fixture: 'lesson', scripts, ...options });
const field = (page, name) => page.one(`tr[data-var="${name}"] input`);
const code = (page, selector) => page.one(selector).textContent;
const entry = (type, value) => ({ type, value });
const file = (values, more = {}) => JSON.stringify({ format: 'atelier-worksheet', version: 1, course: 'test', values, ...more });

test('a value typed once stands in every code of the page, marked as one’s own', () => {
  const page = sheet();
  page.type(field(page, 'VPS_IP'), '198.51.100.7');
  const places = page.all('span[data-var=VPS_IP]');
  assert.equal(places.length, 3);
  for (const place of places) {
    assert.equal(place.textContent, '198.51.100.7');
    assert.equal(place.className, 'mine');
  }
  assert.equal(page.one('span[data-var=ADMIN_USER]').className, 'ask', 'what is still missing stays as it was');
  assert.deepEqual(page.kept('worksheet'), { version: 1, values: { VPS_IP: entry('ip', '198.51.100.7') } });
  page.type(field(page, 'VPS_IP'), '');
  assert.equal(places[0].textContent, '<VPS_IP>');
  assert.equal(places[0].className, 'ask');
  assert.equal(page.kept('worksheet'), null);
});

test('a kept value stands in a page that has no worksheet', () => {
  const page = open({ body: '<main><code>ping <span class="ask" data-var="VPS_IP">&lt;VPS_IP&gt;</span></code></main>', scripts: ['kit', 'values'], kept: { worksheet: JSON.stringify({ version: 1, values: { VPS_IP: entry('ip', '198.51.100.7') } }) } });
  assert.equal(page.one('span').textContent, '198.51.100.7');
});

test('what is kept and is not ours is left out, without a word and without harm', () => {
  const cases = [
    'null', '[]', '"x"', '{', '{"version":2,"values":{"VPS_IP":{"type":"ip","value":"1.1.1.1"}}}', '{"version":1,"values":[1]}',
    '{"version":1,"values":{"VPS_IP":"1.1.1.1"}}',
    '{"version":1,"values":{"vps ip":{"type":"ip","value":"1.1.1.1"}}}',
    '{"version":1,"values":{"VPS_IP":{"type":"ip","value":"1.1.1.1\\nreboot"}}}',
    `{"version":1,"values":{"VPS_IP":{"type":"text","value":"${'x'.repeat(201)}"}}}`,
    '{"version":1,"values":{"__proto__":{"type":"ip","value":"1.1.1.1"}}}',
  ];
  for (const worksheet of cases) {
    const page = sheet({ kept: { worksheet } });
    assert.equal(page.all('.mine').length, 0, worksheet);
    assert.deepEqual(page.errors, []);
    assert.equal({}.type, undefined);
  }
});

test('a field says what it expects, and a wrong value goes nowhere', () => {
  const page = sheet();
  const port = field(page, 'APP_PORT');
  page.type(port, '84430', false);
  assert.equal(port.getAttribute('aria-invalid'), null, 'nobody is scolded while typing');
  page.type(port, '84430');
  assert.equal(port.getAttribute('aria-invalid'), 'true');
  assert.equal(page.document.getElementById(port.getAttribute('aria-describedby')).textContent, 'A port is a whole number from 1 to 65535.');
  assert.equal(page.kept('worksheet'), null);
  assert.equal(page.one('span[data-var=APP_PORT]', page.one('#rules-block')).textContent, '<APP_PORT>');
  page.type(port, ' 8443 ');
  assert.equal(port.getAttribute('aria-invalid'), null);
  assert.deepEqual(page.kept('worksheet').values, { APP_PORT: entry('port', '8443') });
});

test('what is not right yet stays to be mended while other fields are filled in', () => {
  const page = sheet();
  page.type(field(page, 'APP_PORT'), 'x');
  page.type(field(page, 'VPS_IP'), '198.51.100.7');
  assert.equal(field(page, 'APP_PORT').value, 'x');
  assert.equal(field(page, 'APP_PORT').getAttribute('aria-invalid'), 'true');
});

test('a field is named by its row', () => {
  const page = sheet();
  const names = field(page, 'VPS_IP').getAttribute('aria-labelledby').split(' ').map((id) => page.document.getElementById(id).textContent);
  assert.deepEqual(names, ['VPS_IP', 'address of your server']);
});

test('a secret is masked, copied as it is, and written nowhere', async () => {
  const page = sheet();
  const secret = 'pa ss$word';
  const input = field(page, 'DB_PASSWORD');
  assert.equal(input.type, 'password');
  page.type(input, secret);
  const place = page.one('span[data-var=DB_PASSWORD]');
  assert.equal(place.textContent, '••••••••');
  assert.equal(page.document.documentElement.outerHTML.includes(secret), false, 'not in the page');
  assert.equal(JSON.stringify({ ...page.window.localStorage, ...page.window.sessionStorage }).includes('word'), false);
  let copied = '';
  page.window.navigator.clipboard = { writeText: async (text) => void (copied = text) };
  page.click(page.one('#rules-block .copy'));
  await new Promise((done) => setTimeout(done));
  assert.match(copied, /PGPASSWORD=pa ss\$word$/);
  const described = input.getAttribute('aria-describedby').split(' ').map((id) => page.document.getElementById(id).textContent).join('');
  assert.match(described, /kept until you leave this page and never stored\./);
});

test('a value kept under a name that turns out to be a secret is forgotten', () => {
  const page = sheet({ kept: { worksheet: JSON.stringify({ version: 1, values: { DB_PASSWORD: entry('text', 'hunter2') } }) } });
  assert.equal(page.kept('worksheet'), null);
  assert.equal(page.one('span[data-var=DB_PASSWORD]').textContent, '<DB_PASSWORD>');
});

test('values are what their type says', () => {
  const good = {
    ip: ['203.0.113.10', '0.0.0.0', '2001:db8::10', '::1'],
    host: ['localhost', 'lab.example.org', 'a-b.example', 'élan.example', '203.0.113.10'],
    port: ['1', '8443', '65535'],
    url: ['https://lab.example.org/', 'http://localhost:5678', 'postgres://u:p@db.example/x?a=b', 'redis://h:6379/0'],
    email: ['ops@lab.example.org', "o.x+y@a.example"],
    user: ['lea', '_x', 'a.b-c_9'],
    path: ['/srv/app', 'C:\\Users\\lea', '~/x y'],
    text: ['17 * 23 = ?', 'qwen2.5-coder:7b', 'mistralai/mistral-small:free', "l'équipe $HOME"],
    unknown: ['anything'],
  };
  const bad = {
    ip: ['203.0.113', '256.1.1.1', '01.2.3.4', '203.0.113.10/24', 'lab.example.org', ':::', '1:2', '[::1]', '203.0.113.10;reboot'],
    host: ['http://lab.example.org', 'lab.example.org/', 'a b', '-a', 'a-', 'a..b', 'a_b', `${'a'.repeat(64)}.example`, 'x;y'],
    port: ['0', '65536', '080', '-1', '1.5', '8443/tcp', '１'],
    url: ['lab.example.org', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'https://', 'https://a b', 'https://a/$(x)', 'https://a/`x`', "https://a/'x"],
    email: ['ops', 'ops@', '@x.example', 'a b@x.example', 'a@b@x.example', 'a;b@x.example', 'a@-x'],
    user: ['1lea', 'léa', 'a b', '', 'a'.repeat(33), 'root;x'],
    path: [' /srv', '/srv '],
    text: [' x', 'x ', 'x'.repeat(201), 'a\nb', 'a\u0007b', 'a\u0000b'],
    unknown: [' x'],
  };
  const { Atelier } = sheet();
  for (const [type, values] of Object.entries(good)) for (const value of values) assert.equal(Atelier.typeProblem(type, value), '', `${type} ${value}`);
  for (const [type, values] of Object.entries(bad)) for (const value of values) assert.notEqual(Atelier.typeProblem(type, value), '', `${type} ${value}`);
});

test('what comes in a file may hold nothing that a terminal would act on', () => {
  const { Atelier } = sheet();
  for (const value of ['a;b', 'a|b', 'a&b', 'a$(b)', 'a`b`', 'a>b', "a'b", 'a"b', '-rf', '--upload=x', 'x -oProxyCommand=y', 'a{b}', 'a!b', 'a#b', 'a(b)'])
    assert.equal(Atelier.typeProblem('text', value, 'file'), 'types.shell', value);
  for (const value of ['17 * 23 = ?', 'qwen2.5-coder:7b', 'été à Nîmes', '/srv/app_1', '~/x']) assert.equal(Atelier.typeProblem('text', value, 'file'), '', value);
  assert.equal(Atelier.typeProblem('url', 'https://a.example/?a=b&reboot', 'file'), 'types.shell');
  assert.equal(Atelier.typeProblem('constructor', 'x', 'file'), 'types.shell', 'a type that there is not');
});

test('a worksheet goes out and comes back in another browser', async () => {
  const here = sheet();
  const offered = [];
  here.Atelier.offer = (name, text) => offered.push([name, text]);
  here.type(field(here, 'VPS_IP'), '198.51.100.7');
  here.type(field(here, 'DB_PASSWORD'), 'hunter2');
  here.click(here.button('Export my worksheet'));
  assert.equal(offered[0][0], 'atelier-worksheet.json');
  assert.equal(offered[0][1].includes('hunter2'), false, 'secrets stay');
  const there = sheet();
  await there.give(there.one('input[type=file]'), offered[0][1]);
  assert.equal(there.text('[data-worksheet] [role=status]'), '1 value taken.');
  assert.equal(field(there, 'VPS_IP').value, '198.51.100.7');
  assert.equal(there.all('span.mine').length, 3);
});

test('a hostile worksheet file is refused with a sentence and changes nothing', async () => {
  const proto = '{"format":"atelier-worksheet","version":1,"course":"test","values":{"__proto__":{"type":"ip","value":"1.1.1.1"}}}';
  const cases = [
    ['', 'This file is not a worksheet of this site. Nothing was changed.'],
    ['{"format":"atelier-worksheet"', 'This file is not a worksheet of this site. Nothing was changed.'],
    ['[1,2]', 'This file is not a worksheet of this site. Nothing was changed.'],
    [file({}, { format: 'atelier-progress' }), 'This file is not a worksheet of this site. Nothing was changed.'],
    [file([]), 'This file is not a worksheet of this site. Nothing was changed.'],
    [file({}, { version: 2 }), 'This file was written by another version of this site. Nothing was changed.'],
    [file({}, { course: 'other' }), 'This file belongs to another course. Nothing was changed.'],
    [file({ VPS_IP: 'x' }), '“VPS_IP” in this file is not a value of a worksheet. Nothing was changed.'],
    [file({ '<img src=x onerror=alert(1)>': entry('ip', '1.1.1.1') }), '“<img src=x onerror=alert(1)>” in this file is not a value of a worksheet. Nothing was changed.'],
    [proto, '“__proto__” in this file is not a value of a worksheet. Nothing was changed.'],
    [file({ VPS_IP: entry('ip', 7) }), '“VPS_IP” in this file is not a value of a worksheet. Nothing was changed.'],
    [file({ VPS_IP: entry('ip', '1.1.1.1;reboot') }), 'The value of “VPS_IP” in this file is refused. An IP address is expected, such as 203.0.113.10 or 2001:db8::10. Nothing was changed.'],
    [file({ OK: entry('text', 'ok'), MODEL: entry('text', '$(reboot)') }), 'The value of “MODEL” in this file is refused. It holds something that a terminal would run or take for an option. Nothing was changed.'],
    [`{"a":"${'x'.repeat(70_000)}"}`, 'This file is too big: at most 64 kB is accepted. Nothing was changed.'],
    ['['.repeat(60_000), 'This file is not a worksheet of this site. Nothing was changed.'],
  ];
  const page = sheet({ kept: { worksheet: JSON.stringify({ version: 1, values: { VPS_IP: entry('ip', '198.51.100.7') } }) } });
  const before = { ...page.window.localStorage };
  for (const [content, wanted] of cases) {
    await page.give(page.one('input[type=file]'), content);
    assert.equal(page.text('[data-worksheet] [role=status]'), wanted);
    assert.equal(page.one('[data-worksheet] [role=status]').dataset.tone, 'bad');
    assert.deepEqual({ ...page.window.localStorage }, before);
    assert.equal(page.all('img').length, 0);
    assert.equal({}.type, undefined);
  }
  await page.give(page.one('input[type=file]'), file({ VPS_IP: entry('ip', '192.0.2.1') }));
  assert.equal(field(page, 'VPS_IP').value, '192.0.2.1', 'a good one is taken afterwards');
});

test('everything can be cleared, secrets too', () => {
  const page = sheet();
  page.type(field(page, 'VPS_IP'), '198.51.100.7');
  page.type(field(page, 'DB_PASSWORD'), 'hunter2');
  page.click(page.button('Clear everything'));
  page.click(page.button('Yes'));
  assert.equal(page.all('span.mine').length, 0);
  assert.equal(field(page, 'DB_PASSWORD').value, '');
  assert.equal(page.kept('worksheet'), null);
});

test('a value typed in another tab appears here', () => {
  const page = sheet();
  page.window.localStorage.setItem('atelier:test:worksheet', JSON.stringify({ version: 1, values: { VPS_IP: entry('ip', '192.0.2.9') } }));
  page.window.dispatchEvent(new page.window.StorageEvent('storage', { key: 'atelier:test:worksheet' }));
  assert.equal(field(page, 'VPS_IP').value, '192.0.2.9');
  assert.equal(code(page, 'p code'), 'ping 192.0.2.9');
});

test('the copy button takes what one types: no output, no prompts, and it names what is missing', async () => {
  const page = sheet();
  const copied = [];
  page.window.navigator.clipboard = { writeText: async (text) => void copied.push(text) };
  const button = page.one('#rules-block .copy');
  assert.equal(button.getAttribute('aria-label'), 'Copy: on the VPS Shell');
  button.click();
  await new Promise((done) => setTimeout(done, 60));
  assert.equal(copied[0], 'sudo ufw default deny incoming\nsudo ufw allow <APP_PORT>/tcp\nexport PGPASSWORD=<DB_PASSWORD>');
  assert.equal(page.text('body > [role=status]'), 'Copied Still to fill in: APP_PORT, DB_PASSWORD.');
  assert.equal(button.textContent, 'Copied');
  assert.equal(page.all('.copy').length, 3, 'not on what is wrong on purpose, not on output');
});

test('a browser that refuses to copy says so and selects the code', async () => {
  const page = sheet();
  page.window.navigator.clipboard = { writeText: async () => Promise.reject(new Error('no')) };
  page.document.execCommand = () => false;
  page.one('#rules-block .copy').click();
  await new Promise((done) => setTimeout(done, 60));
  assert.equal(page.text('body > [role=status]').startsWith('Not copied: the browser refused.'), true);
  assert.equal(page.window.getSelection().toString().includes('sudo ufw default'), true);
});

test('prompts are left out, and with them what the machine answered', () => {
  const { Atelier } = sheet();
  const cases = [
    ['ls\ncd x\n', 'ls\ncd x'],
    ['$ ls\na b\n$ cd x\n', 'ls\ncd x'],
    ['$ curl \\\n  -v x\nanswer\n', 'curl \\\n  -v x'],  // a line that goes on
    ['PS> Get-Item x\nx\nPS C:\\> cd ..\n', 'Get-Item x\ncd ..'],
    ['# a comment\n$x = 1\n', '# a comment\n$x = 1'],  // no prompt: a variable of PowerShell
    ['', ''],
  ];
  for (const [code_, wanted] of cases) assert.equal(Atelier.commands(code_), wanted);
});
