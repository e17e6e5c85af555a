// The Nu HTML checker finds no error on any page, and no warning but those listed here with a reason.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { filesOf } from './site.mjs';

const [java, root] = process.argv.slice(2);
const jar = createRequire(import.meta.url)('vnu-jar');
const pages = filesOf(root).filter((name) => name.endsWith('.html')).map((name) => join(root, name));
const run = spawnSync(java, ['-Xss8m', '-jar', jar, '--errors-only', '--format', 'json', '--stdout', ...pages], { encoding: 'utf8', maxBuffer: 1 << 28 });
if (run.error) throw run.error;
const messages = JSON.parse(run.stdout).messages;
for (const message of messages.slice(0, 40)) {
  console.error(`${message.url.replace('file:' + root, '')}:${message.lastLine}:${message.lastColumn}: ${message.message}`);
  console.error('  ' + (message.extract ?? '').replace(/\s+/g, ' '));
}
console.log(`${pages.length} pages, ${messages.length} errors`);
process.exit(messages.length === 0 && pages.length > 0 ? 0 : 1);
