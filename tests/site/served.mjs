// Every page and asset comes over HTTP from `atelier serve` with 200 and its type; what is not there comes with 404 and the page that
// says so in the right language; another host name is refused.
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { filesOf } from './site.mjs';

const [atelier, root] = process.argv.slice(2);
const server = spawn(atelier, ['serve', '--site', root, '--port', '0'], { stdio: ['ignore', 'inherit', 'pipe'] });
let failures = 0;
const check = (good, what) => {
  if (!good) {
    failures += 1;
    console.error('failed: ' + what);
  }
};

const port = await new Promise((resolve, reject) => {
  let text = '';
  server.stderr.on('data', (bytes) => {
    text += bytes;
    const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(text);
    if (found) resolve(Number(found[1]));
  });
  server.on('exit', () => reject(new Error('the server ended: ' + text)));
  setTimeout(() => reject(new Error('the server did not start: ' + text)), 10_000).unref();
});

const get = (path, headers = {}) =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    })
      .on('error', reject)
      .end();
  });

const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml', xml: 'application/xml' };
let count = 0;
for (const file of filesOf(root).filter((name) => !name.startsWith('.'))) {
  const answer = await get('/' + file.split('/').map(encodeURIComponent).join('/'));
  check(answer.status === 200, `${file}: ${answer.status}`);
  const type = types[file.split('.').pop()];
  if (type) check(answer.headers['content-type'] === type, `${file}: ${answer.headers['content-type']}`);
  count += 1;
}
const home = await get('/fr/');
check(home.status === 200, '/fr/ gives its index.html');
check((await get('/fr/index.html', { 'If-None-Match': home.headers.etag })).status === 304, 'an unchanged page is not sent again');
const missing = await get('/fr/nothing/here.html');
check(missing.status === 404 && /<html lang="fr"/.test(missing.body.toString()), 'a missing French page is answered in French');
check((await get('/', { Host: 'evil.example' })).status === 421, 'another host name is refused');
server.kill('SIGTERM');
const status = await new Promise((resolve) => server.on('exit', (code) => resolve(code)));
check(status === 0, `the server ends with 0 on SIGTERM, not ${status}`);
console.log(`${count} files served, ${failures} failures`);
process.exit(failures === 0 && count > 0 ? 0 : 1);
