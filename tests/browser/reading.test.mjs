// However one reads: enlarged to 200 %, with forced colours, with reduced motion; and no movement before the first sign of life.
import assert from 'node:assert/strict';
import { drop, inBrowser, sideways } from './support.mjs';

// Every component in its opened state.
const opened = {
  'en/lessons/network/firewall.html': async (page) => {
    await page.locator('.prose').getByRole('button', { name: 'firewall', exact: true }).click();
    await page.locator('tr[data-var=VPS_IP] input').fill('no address at all');
    await page.locator('tr[data-var=VPS_IP] input').blur();
    await page.locator('tr[data-var=APP_URL] input').fill('https://a-name-that-is-rather-long.and-goes-on.lab.example.org/with/a/path?and=more');
    await page.getByRole('button', { name: 'Clear everything' }).click();
  },
  'en/lessons/network/ports.html': async (page) => {
    for (const quiz of await page.locator('[data-quiz]').all()) {
      if (await quiz.locator('.choice').count()) await quiz.locator('.choice label').first().click();
      for (const input of await quiz.locator('input[type=text]').all()) await input.fill('1');
      for (const select of await quiz.locator('table select').all()) await select.selectOption({ index: 1 });
      for (let i = 0; i < 2; ++i) await quiz.getByRole('button', { name: 'Check', exact: true }).click();
    }
    await page.locator('[data-quiz] details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  },
  'en/labs/firewall.html': async (page) => {
    const words = 'ERROR 1045 (28000): Access denied for user learner@198.51.100.7 (using password: YES) '.repeat(4);
    await drop(page, page.locator('.drop'), JSON.stringify({ lab: 'firewall', checks: [{ id: 'mysql-closed', outcome: 'failed', reason: 'tcp.open', words, hint: 'Bind it.', page: 'en/errors.html' }, { id: 'app-port-open', outcome: 'could-not-run' }], causes: [{ title: 'MySQL listens', text: words }] }));
    await page.locator('.found').first().waitFor();
  },
  'en/index.html': async (page) => page.locator('.keeping').waitFor(),
  'en/topics/network.html?instructor': async (page) => page.locator('.run-sheet').waitFor(),
  'en/review.html': async (page) => page.locator('.due').waitFor(),
  'en/errors.html': async (page) => {
    await page.locator('#search-error-field').fill('bind() to 127.0.0.1:8080 failed (98: Address already in use)');
    await page.locator('[data-error-page] .result').first().waitFor();
  },
};

// 200 % of a window of 1280 is a window of 640; 400 % is one of 320 (WCAG 2.2, 1.4.10).
for (const width of [640, 320])
  inBrowser(`no sideways scroll at ${(1280 / width) * 100} %, everything opened`, { viewport: { width, height: 512 } }, async ({ page, go, wake }) => {
    for (const [path, prepare] of Object.entries(opened)) {
      await go(path);
      await wake();
      await prepare(page);
      assert.equal(await sideways(page), 0, path);
    }
  });

inBrowser('letters twice as big stay in their boxes', {}, async ({ page, go }) => {
  for (const path of ['en/index.html', 'fr/lessons/network/firewall.html', 'fr/labs/firewall.html', 'fr/competencies.html']) {
    await go(path);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    assert.equal(await sideways(page), 0, path);
  }
});

inBrowser('with forced colours every state has a sign that is no colour', { forcedColors: 'active' }, async ({ page, visit }) => {
  await visit('en/lessons/network/firewall.html');
  const outline = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(await outline('.tablist [aria-selected=true]'), 'solid');
  assert.equal(await outline('.lang [aria-current]'), 'solid');
  assert.equal(await outline('.theme :checked + span'), 'solid');
  await page.locator('.prose').getByRole('button', { name: 'firewall', exact: true }).focus();
  assert.equal(await outline(':focus'), 'solid');
  await visit('en/lessons/network/ports.html');
  await opened['en/lessons/network/ports.html'](page);
  assert.match(await page.locator('[data-quiz=first] .beside').first().innerText(), /^Wrong/);
  await page.keyboard.press('Control+k');
  await page.locator('#search-field').fill('firewall');
  await page.locator('.results [aria-selected=true], .results [role=option]').first().waitFor();
});

const moving = () => [...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationName } = getComputedStyle(element);
  return animationName !== 'none' || transitionDuration.split(',').some((time) => parseFloat(time) > 0);
}).length;
inBrowser('with reduced motion nothing moves', { reducedMotion: 'reduce' }, async ({ page, go, wake }) => {
  for (const [path, prepare] of Object.entries(opened)) {
    await go(path);
    await wake();
    await prepare(page);
    assert.equal(await page.evaluate(moving), 0, path);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto', path);
  }
});

const behaviour = (page) => page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
inBrowser('a place in the address is reached at once; scrolling is smooth after the first sign of life', { reducedMotion: 'no-preference' }, async ({ page, go, wake }) => {
  await go('en/lessons/network/firewall.html#recover');
  assert.equal(await behaviour(page), 'auto');
  const top = () => page.locator('#recover').evaluate((heading) => Math.round(heading.getBoundingClientRect().top));
  const before = await top();
  assert.ok(before >= 0 && before < 900, `in sight at once: ${before}`);
  await wake();
  // The browser anchors what is read after its next layout.
  let moved = 0;
  for (let tries = 0; tries < 40; ++tries) {
    await page.waitForTimeout(50);
    moved = Math.abs((await top()) - before);
    if (tries > 2 && moved < 40) break;
  }
  assert.ok(moved < 40, `the tabs fold, and the place stays: ${before}, ${await top()}`);
  await page.mouse.click(4, 400);
  assert.equal(await behaviour(page), 'smooth');
});
