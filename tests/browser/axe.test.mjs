// axe-core on every kind of page and on each component in its opened state, in both themes, wide and on a phone: WCAG 2.2 AA.
import assert from 'node:assert/strict';
import { drop, inBrowser, phone, violations } from './support.mjs';

const report = { lab: 'firewall', checks: [{ id: 'app-port-open', outcome: 'passed' }, { id: 'mysql-closed', outcome: 'failed', reason: 'tcp.open', words: '5.7.33', page: 'en/errors.html' }, { id: 'survives-reboot', outcome: 'could-not-run' }, { id: 'more', outcome: 'blocked', title: 'More' }], causes: [{ title: 'MySQL listens', text: 'To everybody.' }] };
const check = (quiz) => quiz.getByRole('button', { name: 'Check', exact: true });
const states = {
  'the worksheet with a value that is none': ['en/lessons/network/firewall.html', async (page) => {
    await page.locator('tr[data-var=VPS_IP] input').fill('none');
    await page.locator('tr[data-var=VPS_IP] input').blur();
    await page.locator('tr[data-var=APP_PORT] input').fill('8443');
    await page.getByRole('button', { name: 'Clear everything' }).click();
    await page.getByRole('tab', { name: 'Windows' }).first().click();
    for (const name of ['firewall', 'port']) await page.locator('.prose').getByRole('button', { name, exact: true }).click();
    await page.locator('.definition').nth(1).waitFor();
    await page.locator('.prose .tick input').first().check();
    await page.locator('.prose details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  }],
  'questions answered, wrong and right': ['en/lessons/network/ports.html', async (page) => {
    const quiz = (id) => page.locator(`[data-quiz=${id}]`);
    await quiz('first').locator('.choice label').first().click();
    await quiz('several').locator('.choice label').first().click();
    await quiz('count').locator('input').fill('65536');
    await quiz('command').locator('input').fill('x');
    for (const id of ['first', 'several', 'count', 'command', 'sequence']) await check(quiz(id)).click();
    await check(quiz('first')).click();
    for (const select of await quiz('pairs').locator('select').all()) await select.selectOption({ index: 1 });
    await check(quiz('pairs')).click();
    await page.locator('.quiz details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  }],
  'one question in review': ['en/lessons/network/ports.html?review=#first', async (page) => {
    await page.locator('[data-reviewing]').waitFor();
    await page.locator('[data-quiz=first] .choice label').nth(1).click();
    await check(page.locator('[data-quiz=first]')).click();
  }],
  'a report': ['en/labs/firewall.html', async (page) => {
    await drop(page, page.locator('.drop'), JSON.stringify(report));
    await page.locator('.found').first().waitFor();
  }],
  'progress on the home page': ['en/index.html', async (page) => {
    await page.evaluate(() => localStorage.setItem('atelier:small:record', JSON.stringify({ format: 'atelier-progress', version: 1, course: 'small', pages: { 'network.ports': { mark: [1, 1, 2] }, 'network.firewall': { mark: [1, 1, 2] } }, quizzes: {}, labs: {} })));
    await page.reload();
    await page.locator('.hero .resume').waitFor();
    await page.locator('.keeping').getByRole('button', { name: 'Start afresh' }).click();
  }],
  'the review': ['en/review.html', async (page) => page.locator('.due').waitFor()],
  'the run sheet': ['en/levels/beginner.html?instructor', async (page) => page.locator('.run-sheet').waitFor()],
  'the instructor’s view': ['en/guides/first-server.html?instructor', async (page) => page.locator('.instructs').waitFor()],
  'the search': ['en/glossary.html', async (page) => {
    await page.keyboard.press('/');
    await page.locator('#search-field').fill('firewall');
    await page.locator('.results [role=option]').first().waitFor();
  }],
  'a pasted error': ['en/errors.html', async (page) => {
    await page.locator('#search-error-field').fill('Permission denied (publickey).');
    await page.locator('[data-error-page] .result').first().waitFor();
  }],
  'a notice': ['en/lessons/network/ports.html', async (page) => {
    await page.evaluate(() => localStorage.setItem('atelier:small:record', '{"pages":'));
    await page.reload();
    await page.locator('.told').waitFor();
  }],
};
// The dark theme changes colours alone, a phone only sizes and places.
const dark = ['color-contrast', 'link-in-text-block'];
const narrow = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
for (const [name, options] of [['wide', {}], ['phone', phone]])
  inBrowser(`each component in its opened state (${name})`, options, async ({ page, go, wake }) => {
    const found = [];
    for (const [what, [address, prepare]] of Object.entries(states)) {
      await go(address);
      await wake();
      await prepare(page);
      found.push(...(await violations(page, name === 'phone' && narrow)).map((line) => `${what}: ${line}`));
      if (name === 'phone') continue;
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...(await violations(page, dark)).map((line) => `${what} (dark): ${line}`));
      await page.emulateMedia({ colorScheme: 'light' });
    }
    assert.deepEqual(found, []);
  });

inBrowser('every kind of page, in French, with its scripts', {}, async ({ page, go, wake }) => {
  const found = [];
  for (const path of ['index', 'levels/beginner', 'topics/network', 'guides/index', 'logbooks/index', 'logbooks/server', 'logbooks/server/disk-full', 'labs/index', 'glossary', 'tips', 'search', 'competencies', 'translations', 'pages/about']) {
    await go(`fr/${path}.html`);
    await wake();
    found.push(...(await violations(page)).map((line) => `${path}: ${line}`));
  }
  assert.deepEqual(found, []);
});
