// lab-check serve: the Run button of a lab's page starts a run on a click and on nothing else, its results come into the list one by
// one, and no other page may start or read a run. Run as   node tests/browser/run.test.mjs SITE LAB-CHECK
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { inBrowser, kept, serve, site, text, words } from './support.mjs';

const program = resolve(process.argv[3] ?? '');
const work = mkdtempSync(join(tmpdir(), 'atelier-run-'));

// What the lab looks at: a server that answers at once, and one answer that comes when the test lets it.
let asked = 0;
let release = () => {};
let held = Promise.resolve();
const hold = () => (held = new Promise((done) => (release = done)));
const stack = createServer(async (question, answer) => {
  ++asked;
  if (question.url === '/slow') await held;
  answer.end('{"ready":true}');
});
await new Promise((listening) => stack.listen(0, '127.0.0.1', listening));
const port = String(stack.address().port);

const check = (id, title, rest) => `\n[[check]]\nid = "${id}"\ntitle = { en = "${title}", fr = "${title}" }\n${rest}\n`;
writeFileSync(
  join(work, 'firewall.toml'),
  `[lab]\nid = "firewall"\nversion = "1"\ntimeout = "40s"\ntitle = { en = "F", fr = "F" }\nsummary = { en = "F", fr = "F" }\n
[vars.port]\ntype = "port"\nexample = "8080"\nmeaning = { en = "the port of the application", fr = "le port de l'application" }\n` +
    check('app-port-open', 'open', `http = { get = "http://127.0.0.1:{{port}}/" }\nexpect = ["status == 200"]`) +
    check('mysql-closed', 'closed', `http = { get = "http://127.0.0.1:{{port}}/" }\nexpect = ["status == 404"]`) +
    check('survives-reboot', 'slow', `http = { get = "http://127.0.0.1:{{port}}/slow" }\nexpect = ["json /ready == true"]`),
);

const child = spawn(program, ['serve', site, '--port', '0', '--catalog', work], { env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1' }, stdio: ['ignore', 'inherit', 'pipe'] });
let said = '';
const root = await new Promise((found, failed) => {
  child.stderr.on('data', (bytes) => {
    said += bytes;
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
    if (address) found(address[0]);
  });
  child.once('exit', () => failed(new Error(said)));
});
after(async () => {
  release();
  await new Promise((ended) => (child.once('exit', ended), child.kill('SIGTERM')));
  assert.equal(child.exitCode, 0, said);
  stack.closeAllConnections();
  stack.close();
  rmSync(work, { recursive: true });
});

const at = { at: root };
const outcome = (page, id) => page.locator(`.checks [data-check=${id}]`);
const run = (page) => page.locator('#run-here');

for (const [language, button, done] of [['en', 'Run the checks', 'Done.'], ['fr', 'Lancer les vérifications', 'Terminé.']])
  inBrowser(`a click runs the lab; results come one by one, then the report (${language})`, at, async ({ page, visit }) => {
    const say = words(language);
    asked = 0;
    hold();
    await visit(`${language}/labs/firewall.html`);
    await run(page).getByLabel(language === 'fr' ? "le port de l'application" : 'the port of the application').fill(port);
    await page.waitForTimeout(300);
    assert.equal(asked, 0, 'nothing runs without a click');
    await run(page).getByRole('button', { name: button }).click();
    await outcome(page, 'app-port-open').and(page.locator('[data-outcome=passed]')).waitFor();
    await outcome(page, 'mysql-closed').and(page.locator('[data-outcome=failed]')).waitFor();
    // Two are told while the third still runs.
    assert.equal(await outcome(page, 'survives-reboot').getAttribute('data-outcome'), null);
    assert.match(await text(run(page).getByRole('status')), /^2\/3 survives-reboot$/);
    assert.equal(await run(page).getByRole('button').isDisabled(), true);
    release();
    await run(page).getByText(done).waitFor();
    await page.locator('#report_').waitFor();
    assert.match(await text(outcome(page, 'survives-reboot')), new RegExp(say('lab.passed')));
    assert.match(await text(outcome(page, 'mysql-closed').locator('.found')), /status == 404/);
    assert.equal((await kept(page, 'record')).labs.firewall['mysql-closed'][1], 'failed');
    assert.equal(await run(page).getByRole('button').isDisabled(), false);
  });

inBrowser('a value that cannot be is refused with a sentence, and nothing runs', { ...at, expected: [/400/] }, async ({ page, visit }) => {
  asked = 0;
  await visit('en/labs/firewall.html');
  for (const wrong of ['', '99999', 'http']) {
    await run(page).locator('input').fill(wrong);
    await run(page).getByRole('button').click();
    await page.waitForFunction(() => /port/.test(document.querySelector('#run-here [role=status]').textContent));
    await run(page).getByRole('status').evaluate((element) => element.replaceChildren());
  }
  assert.equal(asked, 0);
});

const elsewhere = await serve(site);
inBrowser('a page of another origin can neither read the token nor start a run', { at: elsewhere.root }, async ({ page, go, faults }) => {
  asked = 0;
  await go('en/labs/firewall.html');
  assert.equal(await run(page).count(), 0, 'without lab-check serve there is no button');
  const tried = await page.evaluate(async (other) => {
    const attempt = (path, options) => fetch(other + path, options).then((answer) => `${answer.type} ${answer.status}`, () => 'refused');
    const body = JSON.stringify({ lab: 'firewall', values: { port: '80' } });
    return [
      await attempt('en/labs/firewall.html', {}),
      await attempt('lab-check/labs/firewall', { headers: { 'X-Lab-Check': 'guess' } }),
      await attempt('lab-check/runs', { method: 'POST', headers: { 'X-Lab-Check': 'guess' }, body }),
      await attempt('lab-check/runs', { method: 'POST', mode: 'no-cors', body }),
    ];
  }, root);
  // The last one may leave the page; that the server refused it shows in what it did not do.
  assert.deepEqual(tried.slice(0, 3), ['refused', 'refused', 'refused']);
  assert.equal(asked, 0);
  faults.length = 0; // the attempts themselves
});

test('without the token, from another origin or under another name nothing runs', async () => {
  asked = 0;
  const { host } = new URL(root);
  const ask = (method, path, headers) =>
    new Promise((answered, failed) => {
      const question = request(root + path, { method, headers: { Host: host, ...headers } }, (answer) => {
        let body = '';
        answer.on('data', (bytes) => (body += bytes)).on('end', () => answered({ status: answer.statusCode, body }));
      });
      question.on('error', failed).end(method === 'POST' ? JSON.stringify({ lab: 'firewall', values: { port } }) : undefined);
    });
  const page = await ask('GET', 'en/labs/firewall.html', {});
  const token = /<meta name="lab-check" content="(\w{48})">/.exec(page.body)[1];
  const own = { 'X-Lab-Check': token, Origin: `http://${host}` };
  const cases = [
    ['POST', 'lab-check/runs', { ...own, 'X-Lab-Check': '' }, 403],
    ['POST', 'lab-check/runs', { ...own, 'X-Lab-Check': token.replace(/./, (digit) => (digit === '0' ? '1' : '0')) }, 403],
    ['POST', 'lab-check/runs', { ...own, Origin: 'https://evil.example' }, 403],
    ['POST', 'lab-check/runs', { 'X-Lab-Check': token }, 403],
    ['POST', 'lab-check/runs', { ...own, Host: 'evil.example', Origin: 'http://evil.example' }, 421],
    ['GET', 'lab-check/labs/firewall', { Origin: `http://${host}` }, 403],
    ['GET', 'lab-check/runs', own, 404],
  ];
  for (const [method, path, headers, status] of cases) assert.equal((await ask(method, path, headers)).status, status, `${method} ${path} ${JSON.stringify(headers)}`);
  assert.equal(asked, 0);
  assert.doesNotMatch((await ask('GET', 'en/index.html', {})).body, new RegExp(token), 'pages of no lab do not hold it');
});
