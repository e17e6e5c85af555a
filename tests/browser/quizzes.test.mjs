// The six kinds of question, by mouse and by keyboard: verdict, feedback beside what was chosen, hints in their order, the answer after
// two tries.
import assert from 'node:assert/strict';
import { inBrowser, kept, phone, tabTo, text, words } from './support.mjs';

const say = words('en');
const quiz = (page, id) => page.locator(`[data-quiz=${id}]`);
const check = (page, id, language = 'en') => quiz(page, id).getByRole('button', { name: words(language)('quiz.check'), exact: true });
const verdict = (page, id) => text(quiz(page, id).locator('.verdict'));
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
// What is wrong and what is right in each kind, by mouse.
const answers = {
  first: async (page, right) => quiz(page, 'first').locator(`.choice >> nth=${right ? 1 : 0}`).click(),
  several: async (page, right) => {
    for (const n of right ? [0, 1] : [2]) await quiz(page, 'several').locator('.choice label').nth(n).click();
    if (right) await quiz(page, 'several').locator('.choice label').nth(2).click();
  },
  count: async (page, right) => quiz(page, 'count').locator('input').fill(right ? '65 536' : '1024'),
  command: async (page, right) => quiz(page, 'command').locator('input').fill(right ? ' UFW   status ' : 'iptables -L'),
  sequence: async (page, right) => {
    const names = right ? ['Allow SSH', 'Enable the firewall', 'Log out'] : ['Log out', 'Allow SSH', 'Enable the firewall'];
    for (const name of [...names].reverse())
      for (let up = 0; up < 3; ++up) {
        const button = quiz(page, 'sequence').getByRole('button', { name: say('quiz.up', { name }) });
        if (await button.isEnabled()) await button.click();
      }
  },
  pairs: async (page, right) => {
    for (const [i, name] of (right ? ['SSH', 'DNS', 'HTTPS'] : ['DNS', 'SSH', 'HTTPS']).entries()) await quiz(page, 'pairs').locator('select').nth(i).selectOption({ label: name });
  },
};
const wrongly = {
  first: 'Not yet.',
  several: 'Not yet. 1 choice too many. 2 choices missing.',
  count: 'Not yet.',
  command: 'Not yet.',
  sequence: 'Not yet. 0 of 3 are in their place.',
  pairs: 'Not yet. 1 of 3 is in its place.',
};

for (const [name, options] of [['wide', {}], ['phone', phone]])
  inBrowser(`every kind by mouse: wrong, wrong again, the answer opens, right (${name})`, options, async ({ page, visit }) => {
    await visit('en/lessons/network/ports.html');
    for (const [id, answer] of Object.entries(answers)) {
      await check(page, id).click();
      if (id !== 'sequence') assert.equal(await verdict(page, id), say('quiz.nothing'), id);
      assert.equal(await quiz(page, id).locator('details.answer').isVisible(), id === 'sequence' && false, `${id}: the answer is hidden at first`);
      await answer(page, false);
      if (id !== 'sequence') assert.equal(await verdict(page, id), '', `${id}: a change takes the verdict away`);
      await check(page, id).click();
      assert.ok((await quiz(page, id).locator('.verdict b').innerText()).startsWith(wrongly[id].trim()), `${id}: ${await verdict(page, id)}`);
      if (id !== 'sequence') await check(page, id).click();
      assert.ok((await verdict(page, id)).endsWith(say('quiz.may-see')), id);
      await quiz(page, id).locator('details.answer').waitFor();
      await answer(page, true);
      await check(page, id).click();
      assert.ok((await quiz(page, id).locator('.verdict b').innerText()).startsWith(say('quiz.good')), `${id}: ${await verdict(page, id)}`);
    }
    const { quizzes } = await kept(page, 'record');
    assert.equal(Object.keys(quizzes).length, 6);
    assert.ok(Object.values(quizzes).every((entry) => entry[2] === 0), 'the first try counts');
  });

inBrowser('feedback stands beside the option, and is said with the verdict', {}, async ({ page, visit }) => {
  await visit('en/lessons/network/ports.html');
  await answers.first(page, false);
  await check(page, 'first').click();
  assert.equal(await text(quiz(page, 'first').locator('.choice').first().locator('.beside')), 'Wrong. That is the web without encryption.');
  assert.match(await quiz(page, 'first').locator('[role=status]').textContent(), /Not yet\. .*without encryption\./);
  await answers.first(page, true);
  await check(page, 'first').click();
  assert.equal(await text(quiz(page, 'first').locator('.choice').nth(1).locator('.beside')), 'Right. Since 1995.');
  assert.equal(await quiz(page, 'first').locator('.beside').count(), 1);
  await visit('en/lessons/network/ports.html');
  assert.match(await text(quiz(page, 'first')), new RegExp(say('quiz.last-wrong').replaceAll('.', '\\.')));
});

inBrowser('a hint opens the way to the next', {}, async ({ page, visit }) => {
  await visit('en/lessons/network/ports.html');
  const hints = quiz(page, 'first').locator('details.hint');
  assert.deepEqual([await hints.nth(0).isVisible(), await hints.nth(1).isVisible()], [true, false]);
  await hints.nth(0).locator('summary').click();
  await hints.nth(1).waitFor();
  assert.match(await text(hints.nth(0)), /below 25/);
});

inBrowser('every kind by keyboard alone', {}, async ({ page, visit }) => {
  await visit('en/lessons/network/ports.html');
  const good = async (id) => assert.ok((await quiz(page, id).locator('.verdict b').innerText()).startsWith(say('quiz.good')), `${id}: ${await verdict(page, id)}`);
  await tabTo(page, quiz(page, 'first').locator('input').first());
  await press(page, 'Space', 'ArrowDown', 'Enter');
  await good('first');
  await tabTo(page, quiz(page, 'several').locator('input').first());
  await press(page, 'Space', 'Tab', 'Space', 'Enter');
  await good('several');
  await tabTo(page, quiz(page, 'count').locator('input'));
  await page.keyboard.type('65,536');
  await press(page, 'Enter');
  await good('count');
  await tabTo(page, quiz(page, 'command').locator('input'));
  await page.keyboard.type('ufw status');
  await press(page, 'Enter');
  await good('command');
  // The order begins as "Enable, Allow, Log out": the second goes up.
  await tabTo(page, quiz(page, 'sequence').getByRole('button', { name: say('quiz.up', { name: 'Allow SSH' }) }));
  await press(page, 'Enter');
  await page.locator('p.hidden[role=status]', { hasText: say('quiz.moved', { name: 'Allow SSH', n: 1, all: 3 }) }).waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '↓' + say('quiz.down', { name: 'Allow SSH' }), 'the focus goes to the button that still works');
  await tabTo(page, check(page, 'sequence'));
  await press(page, 'Enter');
  await good('sequence');
  for (const [i, name] of ['SSH', 'DNS', 'HTTPS'].entries()) {
    await tabTo(page, quiz(page, 'pairs').locator('select').nth(i));
    await page.keyboard.type(name);
  }
  await tabTo(page, check(page, 'pairs'));
  await press(page, 'Enter');
  await good('pairs');
  assert.ok(Object.values((await kept(page, 'record')).quizzes).every((entry) => entry[2] === 1));
});

inBrowser('the same in French', {}, async ({ page, visit }) => {
  await visit('fr/lessons/network/ports.html');
  const french = words('fr');
  await quiz(page, 'count').locator('input').fill('65 536');
  await check(page, 'count', 'fr').click();
  assert.equal(await verdict(page, 'count'), french('quiz.good').replace(/\s/g, ' '));
  await quiz(page, 'several').locator('.choice label').nth(2).click();
  await check(page, 'several', 'fr').click();
  assert.match(await verdict(page, 'several'), /1 /);
});
