// What a reader would meet in a published site. Prints each fault and exits with 1 when there is one.
//   look.mjs whole FOLDER        pages whose files are missing; links from the home pages on to pages that are missing
//   look.mjs same SITE FOLDER    differences from the built site
// FOLDER may be an object store's: then each object is a file NAME._S3rver_object.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gunzipSync } from 'node:zlib';

const suffix = '._S3rver_object';

/** The files of a published folder by path, decompressed; ours are left out. */
function read(folder) {
  const files = new Map();
  const walk = (inside) => {
    for (const name of existsSync(join(folder, inside)) ? readdirSync(join(folder, inside)).sort() : []) {
      const path = inside ? `${inside}/${name}` : name;
      if (statSync(join(folder, path)).isDirectory()) walk(path);
      else if (path.includes('._S3rver_') ? path.endsWith(suffix) : true) {
        let bytes = readFileSync(join(folder, path));
        if (path.endsWith(suffix) && bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
        files.set(path.replace(suffix, ''), bytes);
      }
    }
  };
  walk('');
  for (const path of [...files.keys()]) if (path.startsWith('.atelier') || path === '.nojekyll') files.delete(path);
  return files;
}

/** What a page points to inside the site. */
function targets(path, html) {
  const out = [];
  for (const [, written] of html.matchAll(/<(?:a|link|script|img|use|source)\b[^>]*?\s(?:href|src)="([^"#?]+)[^"]*"/g)) {
    if (/^[a-z]+:/.test(written)) continue;
    const target = normalize(join(written.startsWith('/') ? '' : dirname(path), decodeURIComponent(written))).replace(/^\/+/, '');
    out.push(target.endsWith('/') ? `${target}index.html` : target);
  }
  return out;
}

function whole(folder) {
  const files = read(folder);
  const faults = [];
  for (const [path, bytes] of files) {
    if (!path.endsWith('.html')) continue;
    if (!bytes.length) faults.push(`${path} is empty`);
    for (const target of targets(path, bytes.toString()))
      if (!target.endsWith('.html') && !target.endsWith('.xml') && !files.has(target)) faults.push(`${path} -> ${target}`);
  }
  const open = [...files.keys()].filter((path) => /^(?:[a-z]{2}\/)?index\.html$/.test(path));
  if (!open.length) faults.push('there is no home page');
  const seen = new Set(open);
  for (const path of open) {
    for (const target of targets(path, files.get(path).toString())) {
      if (!target.endsWith('.html') || seen.has(target)) continue;
      seen.add(target);
      if (files.has(target)) open.push(target);
      else faults.push(`${path} links to ${target}`);
    }
  }
  return faults;
}

function same(site, folder) {
  const [built, there] = [read(site), read(folder)];
  const faults = [];
  for (const [path, bytes] of built) if (!there.has(path)) faults.push(`missing: ${path}`); else if (!bytes.equals(there.get(path))) faults.push(`other bytes: ${path}`);
  for (const path of there.keys()) if (!built.has(path)) faults.push(`too many: ${path}`);
  return faults;
}

const [what, ...folders] = process.argv.slice(2);
const faults = what === 'whole' ? whole(...folders) : same(...folders);
for (const fault of faults.slice(0, 20)) console.log(fault);
process.exit(faults.length ? 1 : 0);
