// cmi5: the course structure, and the conversation with a learning platform of forty lines: one token, launch data, statements in
// order, each kind at most once.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answerAll, fileIn, files, newPage, serve, unpacked } from './support.mjs';

const root = unpacked(files()[0]);
const structure = readFileSync(join(root, 'cmi5.xml'), 'utf8');

test('the course structure says what the standard asks for', () => {
  assert.deepEqual(files(), ['small.cmi5.zip']);
  assert.match(structure, /<courseStructure xmlns="https:\/\/w3id\.org\/xapi\/profiles\/cmi5\/v1\/CourseStructure\.xsd">/);
  const ids = [...structure.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  for (const id of ids) assert.match(id, /^https:\/\/course\.example\.org\/id\//, 'ids are whole IRIs');
  assert.equal(new Set(ids).size, ids.length, 'no id is there twice');
  const units = structure.match(/<au [^]*?<\/au>/g);
  assert.equal(units.length, 2);
  for (const unit of units) {
    assert.match(unit, /moveOn="CompletedOrPassed"/);
    assert.match(unit, /<langstring lang="fr">[^<]+<\/langstring><langstring lang="en">[^<]+<\/langstring><\/title>/);
    const [, url] = unit.match(/<url>([^<]+)<\/url>/);
    assert.ok(existsSync(join(root, url)), url);
    const mastery = unit.match(/masteryScore="([^"]+)"/);
    if (mastery) assert.ok(Number(mastery[1]) > 0 && Number(mastery[1]) <= 1);
  }
});

/** A platform for one registration; what was said to it is in `said`. */
async function platform({ mode = 'Normal', language = 'en-GB' } = {}) {
  const said = { statements: [], tokens: 0, headers: [], states: {} };
  const origin = await serve((request, url, body) => {
    if (url.pathname === '/fetch' && request.method === 'POST') {
      said.tokens += 1;
      return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ 'auth-token': 'dGVzdDp0ZXN0' }) };
    }
    if (url.pathname.startsWith('/lrs/')) {
      said.headers.push([request.headers.authorization, request.headers['x-experience-api-version']]);
      const resource = url.pathname.slice(5);
      if (resource === 'statements') {
        said.statements.push(JSON.parse(body));
        return { headers: { 'Content-Type': 'application/json' }, body: '["x"]' };
      }
      if (resource === 'agents/profile') return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ languagePreference: language }) };
      const id = url.searchParams.get('stateId');
      if (id === 'LMS.LaunchData')
        return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ contextTemplate: { extensions: { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': 's1' }, contextActivities: { grouping: [{ id: 'https://course.example.org/g' }] } }, launchMode: mode, masteryScore: 0.8, moveOn: 'CompletedOrPassed' }) };
      if (request.method === 'PUT') {
        said.states[id] = body;
        return { status: 204 };
      }
      return said.states[id] ? { headers: { 'Content-Type': 'application/json' }, body: said.states[id] } : { status: 404 };
    }
    return fileIn(root, url.pathname.slice(1));
  });
  const launch = new URLSearchParams({ endpoint: `${origin}lrs`, fetch: `${origin}fetch`, actor: JSON.stringify({ objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'u1' } }), registration: '760e3480-ba55-4991-94b0-01820dbd23a2', activityId: 'https://lms.example/activity/1' });
  return { said, address: `${origin}network.ports/index.html?${launch}` };
}
const verbs = (said) => said.statements.map((one) => one.verb.id.split('/').at(-1));
const categories = (one) => (one.context.contextActivities.category ?? []).map((category) => category.id.split('/').at(-1));
const settle = async (said, verb) => {
  for (let i = 0; i < 50 && !verbs(said).includes(verb); i += 1) await new Promise((next) => setTimeout(next, 100));
};

test('a session: initialized first, what was answered, completed and passed once, terminated last', async () => {
  const { said, address } = await platform();
  const page = await newPage();
  await page.goto(address);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('main[data-language=en]').isVisible(), true, 'in the language that the learner prefers');
  assert.equal(await page.locator('main[data-language=fr]').isVisible(), false);
  await answerAll(page);
  await settle(said, 'passed');
  await answerAll(page);  // once more: nothing is said twice but answers
  await settle(said, 'passed');
  await page.goto('about:blank');
  await settle(said, 'terminated');
  const all = verbs(said);
  assert.equal(all[0], 'initialized');
  assert.equal(all.at(-1), 'terminated');
  assert.deepEqual(all.filter((verb) => verb !== 'answered'), ['initialized', 'completed', 'passed', 'terminated']);
  assert.equal(said.tokens, 1, 'the token is fetched once');
  for (const header of said.headers) assert.deepEqual(header, ['Basic dGVzdDp0ZXN0', '1.0.3']);
  for (const one of said.statements) {
    assert.match(one.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(one.context.registration, '760e3480-ba55-4991-94b0-01820dbd23a2');
    assert.equal(one.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/sessionid'], 's1', 'the template is kept');
    const verb = one.verb.id.split('/').at(-1);
    assert.deepEqual(categories(one), verb === 'answered' ? [] : verb === 'passed' || verb === 'completed' ? ['cmi5', 'moveon'] : ['cmi5']);
    if (verb !== 'answered') assert.equal(one.object.id, 'https://lms.example/activity/1');
  }
  const passed = said.statements.find((one) => one.verb.id.endsWith('/passed'));
  assert.equal(passed.result.score.scaled, 1);
  assert.equal(passed.result.success, true);
  assert.match(passed.result.duration, /^PT[\d.]+S$/);
  assert.equal(passed.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/masteryscore'], 0.8);
  const completed = said.statements.find((one) => one.verb.id.endsWith('/completed'));
  assert.equal(completed.result.score, undefined);
  assert.equal(JSON.parse(said.states['atelier.progress']).q.first.ok, 1);
});

test('in a review nothing is said but that it began and ended', async () => {
  const { said, address } = await platform({ mode: 'Review', language: 'fr' });
  const page = await newPage();
  await page.goto(address);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  await answerAll(page, { language: 'fr' });
  await page.goto('about:blank');
  await settle(said, 'terminated');
  assert.deepEqual(verbs(said), ['initialized', 'terminated']);
});
