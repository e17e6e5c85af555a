// quiz.js, answers.js, boxes.js, review.js, review_mode.js: what is right, what is said, when it comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './support.mjs';

const scripts = ['kit', 'record', 'boxes', 'answers', 'quiz'];
const lesson = (options = {}) => open({ fixture: 'quizzes', scripts, ...options });
const quiz = (page, id) => page.one(`[data-quiz="${id}"]`);
const check = (page, id) => page.click(page.button('Check', quiz(page, id)));
const verdict = (page, id) => page.text('.verdict > b', quiz(page, id));
const later = (page, id) => page.all('[data-later]', quiz(page, id)).map((part) => part.className);
const pick = (page, id, ...choices) => {
  for (const input of page.all('.choice input', quiz(page, id))) page.choose(input, choices.includes(Number(input.value)));
};
const entry = (page, id) => page.kept('record').quizzes['net.firewall/' + id];

test('a single choice: what was chosen is judged, in words, beside the option', () => {
  const page = lesson();
  check(page, 'first');
  assert.equal(page.text('.verdict', quiz(page, 'first')), 'Answer first, then check.');
  pick(page, 'first', 1);
  check(page, 'first');
  assert.equal(verdict(page, 'first'), 'Not yet.');
  const choice = page.one('.choice[data-choice="1"]', quiz(page, 'first'));
  assert.equal(choice.dataset.verdict, 'wrong');
  assert.equal(page.text('.beside', choice), 'Not right. It starts very well.');
  assert.equal(page.one('.beside code', choice).textContent, 'starts', 'with its markup');
  assert.equal(page.all('.beside', quiz(page, 'first')).length, 1, 'and nothing about the other option');
  assert.match(page.text('.verdict', quiz(page, 'first')), /It starts very well/, 'a screen reader hears why');
  pick(page, 'first', 2);
  assert.equal(page.all('.beside', quiz(page, 'first')).length, 0, 'a new choice takes the old verdict away');
  check(page, 'first');
  assert.equal(verdict(page, 'first'), 'That is right.');
});

test('hints come one after the other, the answer after two tries', () => {
  const page = lesson();
  assert.deepEqual(later(page, 'first'), ['hint', 'answer', 'solution']);
  const [hint] = page.all('.hint', quiz(page, 'first'));
  hint.open = true;
  hint.dispatchEvent(new page.window.Event('toggle'));
  assert.deepEqual(later(page, 'first'), ['answer', 'solution'], 'an open hint brings the next');
  pick(page, 'first', 1);
  check(page, 'first');
  assert.deepEqual(later(page, 'first'), ['answer', 'solution']);
  check(page, 'first');
  assert.deepEqual(later(page, 'first'), []);
  assert.match(page.text('.verdict', quiz(page, 'first')), /You may look at the answer now\./);
});

test('a wrong try brings the next hint as well, and the right answer brings everything', () => {
  const page = lesson();
  pick(page, 'first', 1);
  check(page, 'first');
  assert.deepEqual(later(page, 'first'), ['answer', 'solution']);
  const other = lesson();
  pick(other, 'first', 2);
  check(other, 'first');
  assert.deepEqual(later(other, 'first'), []);
});

test('several choices: says how many are too many and how many are missing, and not which', () => {
  const cases = [
    [[1], 'Not yet. 1 choice missing.', 1],
    [[3], 'Not yet. 1 choice too many. 2 choices missing.', 1],
    [[1, 2, 3], 'Not yet. 1 choice too many.', 3],
    [[1, 2], 'That is right.', 2],
  ];
  for (const [chosen, wanted, notes] of cases) {
    const page = lesson();
    pick(page, 'several', ...chosen);
    check(page, 'several');
    assert.equal(verdict(page, 'several'), wanted);
    assert.equal(page.all('.beside', quiz(page, 'several')).length, notes);
  }
});

test('a number and a text: Enter checks, the general feedback opens with the right answer', () => {
  const cases = [
    ['port', '80', 'Not yet.'],
    ['port', 'https', 'Not yet. Write a number.'],
    ['port', ' 443 ', 'That is right.'],
    ['port', 'port', 'Not yet. Write a number.'],
    ['path', '/healthz', 'Not yet.'],
    ['path', ' /Healthz/Readiness ', 'That is right.'],
    ['path', 'healthz/readiness', 'That is right.'],
  ];
  for (const [id, written, wanted] of cases) {
    const page = lesson();
    const input = page.one('input', quiz(page, id));
    page.type(input, written, false);
    page.key(input, 'Enter');
    assert.equal(verdict(page, id), wanted, written);
    assert.equal(page.one('.answer', quiz(page, id)).open, wanted === 'That is right.');
  }
});

test('an order is made with buttons that keep the focus, and is announced', async () => {
  const page = lesson();
  const items = () => page.all('.order li', quiz(page, 'cycle'));
  const names = () => items().map((item) => item.querySelector('label span').textContent);
  check(page, 'cycle');
  assert.equal(verdict(page, 'cycle'), 'Not yet. 1 of 3 is in its place.');
  assert.deepEqual(items().map((item) => item.dataset.verdict), ['wrong', 'wrong', 'right']);
  assert.equal(page.text('.beside', items()[0]), 'Not right.', 'in words');
  const up = page.button('↑Move up: Ask', items()[1]);
  up.focus();
  up.click();
  assert.deepEqual(names(), ['Ask', 'Change', 'Test']);
  assert.equal(page.document.activeElement, page.button('↓Move down: Ask', items()[0]), 'the way up has ended, the way down has the focus');
  assert.equal(up.disabled, true);
  await new Promise((done) => setTimeout(done, 60));
  assert.equal(page.text('body > [role=status]'), 'Ask: place 1 of 3');
  assert.deepEqual(items().map((item) => item.querySelector('select').value), ['1', '2', '3']);
  check(page, 'cycle');
  assert.equal(verdict(page, 'cycle'), 'That is right.');
});

test('pairs: two answers that read the same are the same', () => {
  const page = lesson();
  const selects = page.all('select', quiz(page, 'layer'));
  check(page, 'layer');
  assert.equal(page.text('.verdict', quiz(page, 'layer')), 'Answer first, then check.');
  ['3', '2', '2'].forEach((value, i) => page.type(selects[i], value));
  check(page, 'layer');
  assert.equal(verdict(page, 'layer'), 'Not yet. 2 of 3 are in their place.');
  ['3', '2', '1'].forEach((value, i) => page.type(selects[i], value));
  check(page, 'layer');
  assert.equal(verdict(page, 'layer'), 'That is right.');
});

test('numbers as people write them', () => {
  const { answers } = lesson().Atelier;
  const cases = [
    ['443', ['443'], 0, true], ['443.0', ['443'], 0, true], ['+443', ['443'], 0, true], ['0443', ['443'], 0, true],
    ['1 234,5', ['1234.5'], 0, true], ['1\u202f234,5', ['1234.5'], 0, true], ['1,234.5', ['1234.5'], 0, true], ['1.234,5', ['1234.5'], 0, true],
    ['1,234', ['1234'], 0, true], ['1,234', ['1.234'], 0, true],  // both readings exist
    ['0,5', ['0.5'], 0, true], ['0,500', ['500'], 0, false], ['0.5', ['5'], 0, false], ['.5', ['0.5'], 0, true],
    ['5 %', ['5'], 0, true], ['12 Go', ['12'], 0, true], ['−3', ['-3'], 0, true], ['１２', ['12'], 0, true],
    ['98', ['100'], 2, true], ['97.9', ['100'], 2, false], ['0.3', ['0.1', '0.30000000000000004'], 0, true],
    ['', ['0'], 0, false], ['x', ['0'], 0, false], ['1e3', ['1000'], 0, false], ['1-2', ['1'], 0, false], ['Infinity', ['1'], 1e9, false], ['4.4.3', ['443'], 0, false],
  ];
  for (const [written, accepted, tolerance, wanted] of cases) assert.equal(answers.number(written, accepted, tolerance), wanted, `${written} for ${accepted}`);
});

test('texts as people write them', () => {
  const { answers } = lesson().Atelier;
  const cases = [
    ['x', 'x', false, false, true], [' x ', 'x', false, false, true], ['X', 'x', false, false, false], ['X', 'x', true, false, true],
    ['a  b', 'a b', false, false, false], ['a \t b', 'a b', false, true, true], ['l’été', "l'été", false, false, true], ['e\u0301te\u0301', 'été', false, false, true],
    ['ÉTÉ', 'été', true, false, true],
  ];
  for (const [written, accepted, foldCase, foldSpace, wanted] of cases) assert.equal(answers.text(written, [accepted], foldCase, foldSpace), wanted, `${written} for ${accepted}`);
});

test('what was answered is kept, and said when one comes back', () => {
  const page = lesson();
  pick(page, 'first', 1);
  check(page, 'first');
  pick(page, 'first', 2);
  check(page, 'first');
  const [, rev, right, box, due] = entry(page, 'first');
  assert.deepEqual([rev, right, box], [3, 0, 0], 'the first try counts');
  assert.equal(due, page.Atelier.boxes.later(page.Atelier.boxes.today(), 1));
  const again = lesson({ kept: { record: JSON.stringify(page.kept('record')) } });
  assert.match(quiz(again, 'first').textContent, /Last time, you did not have it yet\./);
});

test('a quiz without a page to belong to is judged and not kept', () => {
  const page = open({ body: '<main><section class="quiz" data-quiz="q" data-kind="number"><fieldset><legend>?</legend><input type="text"></fieldset><details class="answer"><code data-answer>1</code></details></section></main>', scripts });
  page.type(page.one('input'), '1');
  page.click(page.button('Check'));
  assert.equal(page.text('.verdict > b'), 'That is right.');
  assert.equal(page.kept('record'), null);
});

test('boxes: right moves on, wrong goes back, too early changes nothing', () => {
  const { boxes } = lesson().Atelier;
  const today = '2026-03-28';
  const cases = [
    [null, null, true, 1, '2026-03-29'], [null, null, false, 0, '2026-03-29'],
    [1, today, true, 2, '2026-03-30'], [2, '2026-01-01', true, 3, '2026-04-01'], [5, today, true, 6, '2026-04-29'], [6, today, true, 6, '2026-04-29'],
    [4, today, false, 0, '2026-03-29'], [4, '2026-04-02', false, 0, '2026-03-29'], [4, '2026-04-02', true, 4, '2026-04-02'],
    [0, today, true, 1, '2026-03-29'],
  ];
  for (const [box, due, right, nextBox, nextDue] of cases) assert.deepEqual({ ...boxes.next(box, due, right, today) }, { box: nextBox, due: nextDue }, `${box} ${due} ${right}`);
});

test('days are those of the reader’s calendar', () => {
  const { boxes } = lesson().Atelier;
  assert.equal(boxes.dayOf(new Date(2026, 0, 5, 0, 30)), '2026-01-05', 'not the day of UTC');
  assert.equal(boxes.dayOf(new Date(2026, 11, 31, 23, 59)), '2026-12-31');
  assert.equal(boxes.later('2026-12-31', 1), '2027-01-01');
  assert.equal(boxes.later('2028-02-28', 1), '2028-02-29');
  assert.equal(boxes.later('2026-10-24', 2), '2026-10-26', 'over the night that has 25 hours');
});

const record = (quizzes) => JSON.stringify({ format: 'atelier-progress', version: 1, course: 'test', pages: {}, quizzes, labs: {} });
const review = (quizzes, options = {}) => open({ fixture: 'review', scripts: ['kit', 'record', 'boxes', 'keeping', 'review'], kept: quizzes ? { record: record(quizzes) } : {}, address: 'https://lab.example.org/en/review.html', ...options });

test('the review puts in front what is due, the most overdue first, and says when the next one comes', () => {
  const page = review({ 'net.firewall/first': [9, 3, 1, 2, '2020-02-02'], 'net.dns/record': [9, 1, 0, 0, '2020-01-01'], 'net.firewall/port': [9, 3, 1, 6, '2999-01-01'], 'gone/quiz': [9, 1, 0, 0, '2020-01-01'] });
  assert.match(page.text('.due'), /2 questions come back today\./);
  assert.deepEqual(page.all('.due .lines a').map((link) => [link.getAttribute('href').replace('https://lab.example.org', ''), link.textContent]), [
    ['/en/lessons/net/dns.html?review=#record', 'Quel enregistrement ?'],
    ['/en/lessons/net/firewall.html?review=#why-first', 'Why allow OpenSSH first?'],
  ]);
  assert.equal(page.one('.due .lines a[lang=fr]').textContent, 'Quel enregistrement ?');
  assert.match(page.text('.due'), /The next question comes back on January 1, 2999\./);
  assert.equal(page.all('[data-review] li').length, 3, 'the whole list stays');
});

test('a review with nothing due says so', () => {
  assert.match(review(null).text('.due'), /The questions you answer in the lessons will come back here/);
  assert.match(review({ 'net.firewall/first': [9, 3, 1, 2, '2999-02-02'] }).text('.due'), /Nothing comes back today/);
});

test('a lesson opened from the review shows the question alone, and then the way to the next', () => {
  const page = lesson({ address: 'https://lab.example.org/en/lessons/net/firewall.html?review#port', scripts: [...scripts, 'review_mode'] });
  assert.equal(page.document.documentElement.hasAttribute('data-reviewing'), true);
  assert.deepEqual(page.all('[data-here]').map((part) => part.dataset.quiz), ['port']);
  assert.equal(page.document.activeElement, page.one('input', quiz(page, 'port')));
  assert.equal(page.all('.review-bar .strong').length, 0);
  page.type(page.one('input', quiz(page, 'port')), '443');
  check(page, 'port');
  assert.equal(page.one('.review-bar .strong').getAttribute('href'), '../../review.html?next');
  page.click(page.button('Show the lesson'));
  assert.equal(page.document.documentElement.hasAttribute('data-reviewing'), false);
});

test('an address that names no question opens the lesson as it is', () => {
  for (const hash of ['', '#', '#before-quiz', '#nothing', '#%E0%A4%A'])
    assert.equal(lesson({ address: 'https://lab.example.org/x.html?review' + hash, scripts: [...scripts, 'review_mode'] }).document.documentElement.hasAttribute('data-reviewing'), false, hash);
});
