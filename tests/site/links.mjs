// Every reference of every page leads to a file of the site, and to an id in it, as a browser resolves it from disk (file://): no
// folder addresses, no address from the root but on 404 pages.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { filesOf, read } from './site.mjs';

const root = process.argv[2];
const files = filesOf(root);
const pages = new Map();
const page = (file) => {
  if (!pages.has(file)) pages.set(file, read(root, file));
  return pages.get(file);
};

let problems = 0;
let checked = 0;
const complain = (file, what) => {
  problems += 1;
  if (problems <= 40) console.error(`${file}: ${what}`);
};

for (const file of files.filter((name) => name.endsWith('.html'))) {
  const { twice, references } = page(file);
  for (const id of twice) complain(file, `the id "${id}" stands twice`);
  for (const { value } of references) {
    if (/^(https?:|mailto:|tel:)/.test(value)) continue;
    checked += 1;
    if (/^[a-z]+:/i.test(value)) {
      complain(file, `an address of another kind: ${value}`);
      continue;
    }
    const [beforeHash, fragment] = value.split('#');
    const path = decodeURIComponent(beforeHash.split('?')[0]);
    if (path.startsWith('/')) {
      if (!file.endsWith('404.html')) complain(file, `an address from the root: ${value}`);
      continue;
    }
    const target = path === '' ? file : normalize(join(dirname(file), path));
    if (target.startsWith('..') || !existsSync(join(root, target)) || !files.includes(target)) {
      complain(file, `leads nowhere: ${value}`);
      continue;
    }
    if (fragment && target.endsWith('.html') && !page(target).ids.has(decodeURIComponent(fragment))) {
      complain(file, `no such place: ${value}`);
    }
  }
}
console.log(`${checked} references checked on ${pages.size} pages, ${problems} problems`);
process.exit(problems === 0 && checked > 0 ? 0 : 1);
