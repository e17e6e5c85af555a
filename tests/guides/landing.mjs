// node landing.mjs LINK PASSWORD: what a person does with the link of an invitation, in Chromium, on the page that the guide gives.
import { chromium } from 'playwright-core';

const [link, password] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--ignore-certificate-errors'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(40_000);
  page.on('response', (r) => console.log(r.status(), r.url().slice(0, 90)));
  const says = (text) => page.waitForFunction((wanted) => document.getElementById('log').textContent.includes(wanted), text);
  await page.goto(link);
  await says('settings 200');
  await says('type invite');
  await page.fill('#choose input', password);
  await page.click('#choose button');
  await says('password saved for learner@lab.example.org');
  await page.fill('#login [type=email]', 'learner@lab.example.org');
  await page.fill('#login [type=password]', password);
  await page.click('#login button');
  await says('logged in as learner@lab.example.org');
  console.log(await page.textContent('#log'));
} finally {
  await browser.close();
}
