// The review: what was answered comes back when its day has come, one question after the other.
import assert from 'node:assert/strict';
import { inBrowser, kept, text, words } from './support.mjs';

const say = words('en');
const check = (page) => page.locator('[data-quiz]:visible').first().getByRole('button', { name: say('quiz.check'), exact: true });

inBrowser('a question comes back the next day and moves on a box', {}, async ({ page, context, visit, awake }) => {
  await context.clock.setFixedTime('2026-11-20T21:00:00+01:00');
  await visit('en/review.html');
  assert.equal(await text(page.locator('.due p').first()), say('review.none'));
  await visit('en/lessons/network/ports.html');
  const quiz = (id) => page.locator(`[data-quiz=${id}]`);
  await quiz('first').locator('.choice label').nth(1).click();
  await quiz('first').getByRole('button', { name: 'Check', exact: true }).click();
  await quiz('command').locator('input').fill('no idea');
  await quiz('command').getByRole('button', { name: 'Check', exact: true }).click();
  await visit('en/review.html');
  assert.equal(await text(page.locator('.due p').first()), say('review.none-due'));
  assert.match(await text(page.locator('.due')), /21 November 2026/);

  await context.clock.setFixedTime('2026-11-21T00:10:00+01:00');
  await visit('en/review.html');
  assert.equal(await text(page.locator('.due p').first()), say('review.due.other', { n: 2 }));
  assert.deepEqual(await page.locator('.due li').allInnerTexts(), ['Which command shows the rules?', 'Which port is that of SSH?'], 'the missed one first');
  await page.getByRole('link', { name: say('review.start') }).click();
  await awake();
  await page.locator('[data-reviewing]').waitFor();
  assert.deepEqual(await page.locator('[data-quiz]:visible').evaluateAll((all) => all.map((one) => one.dataset.quiz)), ['command'], 'the question alone');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'quiz_command');
  await page.keyboard.type('ufw status');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: say('review.next') }).click();
  await page.waitForURL(/review&?.*#first|\?review=#first/);
  await awake();
  assert.deepEqual(await page.locator('[data-quiz]:visible').evaluateAll((all) => all.map((one) => one.dataset.quiz)), ['first']);
  await page.getByRole('button', { name: say('review.lesson') }).click();
  assert.equal(await page.locator('[data-quiz]:visible').count(), 6);
  await quiz('first').locator('.choice label').nth(0).click();
  await check(page).click();
  const { quizzes } = await kept(page, 'record');
  assert.deepEqual(quizzes['network.ports/command'].slice(1), [1, 1, 1, '2026-11-22']);
  assert.deepEqual(quizzes['network.ports/first'].slice(1), [1, 0, 0, '2026-11-22']);
  await page.getByRole('link', { name: say('review.next') }).click();
  await page.waitForURL(/review\.html/);
  assert.equal(await text(page.locator('.due p').first()), say('review.none-due'));
});

inBrowser('the list of all questions is there without an answer, in French', {}, async ({ page, visit }) => {
  await visit('fr/review.html');
  assert.equal(await page.locator('[data-review] li').count(), 6);
  await page.locator('[data-review] li a').last().click();
  await page.waitForURL(/ports\.html#pairs/);
});
