// Pagefind (pagefind.app) on a folder of HTML, asked in node: its own script, with fetch answered from disk. Not a dependency of the project:
// PAGEFIND names the folder of its npm package.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Builds the index of `site` into `out`. */
export const buildPagefind = (folder, site, out) => {
  const run = spawnSync(process.execPath, [join(folder, 'lib/runner/bin.cjs'), '--site', site, '--output-path', out, '--root-selector', 'main', '--quiet'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr + run.stdout);
};

/** What was fetched: { name, gzip, trip }. */
export const fetched = [];
let trip = 0;
let batch;

const install = (language) => {
  // Requests that are made before any of the answers arrives travel together.
  globalThis.fetch = (address) => {
    const path = String(address).replace(/^file:\/\//, '').split('?')[0];
    const bytes = readFileSync(path);
    const name = path.split('/').pop();
    batch ??= new Promise((resolve) => setTimeout(() => { trip += 1; batch = undefined; resolve(); }, 0));
    fetched.push({ name, gzip: /\.(js|json)$/.test(name) ? gzipSync(bytes, { level: 9 }).length : bytes.length, trip: trip + 1 });
    return batch.then(() => new Response(bytes));
  };
  globalThis.window = globalThis;
  globalThis.location = { href: 'http://x/', origin: 'http://x', protocol: 'http:', host: 'x' };
  globalThis.document = { querySelector: () => ({ getAttribute: () => language, lang: language }), documentElement: { lang: language }, currentScript: null };
};

let generation = 0;
/** An instance that has read nothing yet. */
export const openPagefind = async (out, language) => {
  install(language);
  fetched.length = 0;
  trip = 1;
  const script = join(out, 'pagefind.js');
  fetched.push({ name: 'pagefind.js', gzip: gzipSync(readFileSync(script), { level: 9 }).length, trip: 1 });
  const pagefind = await import(`${pathToFileURL(script).href}?${(generation += 1)}`);
  await pagefind.options({ basePath: out + '/' });
  return pagefind;
};

const inside = (address) => address.replace(/^.*?\/((fr|en)\/)/, '$1').replace(/^\//, '');

/** The first five pages, and for each its best section, as Pagefind's interface orders them. */
export const askPagefind = async (pagefind, query) => {
  const { results } = await pagefind.search(query);
  const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
  const weight = (section) => section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
  return pages.map((page) => {
    const best = [...(page.sub_results ?? [])].sort((a, b) => weight(b) - weight(a))[0];
    const section = inside(best?.url ?? page.url);
    return { page: inside(page.url).split('#')[0], section: section.includes('#') ? section : section + '#' };
  });
};
