// node tests/bench/search/measure.mjs PROBE SITE [DATABASE] [--pages 1000,10000]: one line a figure, for the course as it was built and for the course
// among so many pages in each language: how well the queries of tests/search/queries.toml are answered by the SQLite database, by the
// browser's scripts and by Pagefind (PAGEFIND=folder of its npm package) on the same pages; and what a first query reads.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ask, engine, openIndex, reads, restart, scripts } from '../../search/browser.mjs';
import { lines, probe } from '../../search/probe.mjs';
import { addressOf, figures, placeOf, readQueries } from '../../search/queries.mjs';
import { sectionsOfSite } from '../../search/sections.mjs';
import { fillerOf, htmlOf } from './filler.mjs';
import { askPagefind, buildPagefind, fetched, openPagefind } from './pagefind.mjs';

const words = process.argv.slice(2);
const option = words.indexOf('--pages');
const sizes = option < 0 ? [1000, 10000] : words[option + 1].split(',').filter(Boolean).map(Number);
const [program, site, database] = option < 0 ? words : words.slice(0, option);
const pagefind = process.env.PAGEFIND;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const sizeOf = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).size);

const queries = readQueries().map((query) => ({ ...query, addresses: query.expected.map((one) => addressOf(site, query.language, one)) }));
const firstQueries = queries.filter((query) => query.kind === 'word' || query.kind === 'words');
const base = database ? probe(program, ['dump', database]).out : sectionsOfSite(site);

const showQuality = (label, engineName, rank) => {
  const groups = new Map();
  queries.forEach((query, i) => {
    for (const group of ['all', query.language, query.kind]) groups.set(group, [...(groups.get(group) ?? []), rank[i]]);
  });
  const row = (list) => { const { first, three, mrr } = figures(list); return `success@1 ${first.toFixed(3)}, success@3 ${three.toFixed(3)}, MRR ${mrr.toFixed(3)}`; };
  console.log(`${label}: ${engineName}: ${queries.length} queries, ${row(groups.get('all'))}`);
  for (const [group, list] of groups) if (group !== 'all') console.log(`${label}: ${engineName}: ${group} (${list.length}): ${row(list)}`);
};
// A page that is one section for us may be several for others.
const wholePages = (addresses) => addresses.map((address) => address.replace(/#$/, ''));
const pagesOf = (addresses) => addresses.map((address) => address.split('#')[0]);

const showFirst = (label, engineName, rows) => {
  const by = (pick) => rows.map(pick).sort((a, b) => a - b);
  const [bytes, files, trips] = [by((row) => row.bytes), by((row) => row.files), by((row) => row.trips)];
  const middle = Math.floor(rows.length / 2);
  console.log(`${label}: ${engineName}: a first query reads ${kilobytes(bytes[middle])} in the middle, ${kilobytes(bytes.at(-1))} at most, gzip; ${files[middle]} files, ${trips[middle]} round trips (at most ${trips.at(-1)})`);
};

const measure = async (label, sections, folder, html) => {
  const db = join(folder, 'search.db');
  const pages = new Set(sections.map((section) => section.address)).size;
  const [built] = probe(program, ['build', db], lines(sections)).err.split('\n').map((line) => line && JSON.parse(line));
  const [cut] = probe(program, ['shards', db, folder]).err.split('\n').map((line) => line && JSON.parse(line));
  console.log(`${label}: ${pages} pages, ${sections.length} sections, ${kilobytes(built.bytes)}`);
  console.log(`${label}: SQLite: ${(built.milliseconds / pages).toFixed(3)} ms CPU a page, ${(built.milliseconds / (built.bytes / 5000)).toFixed(3)} ms CPU for 5 kB; database ${kilobytes(statSync(db).size)}`);
  console.log(`${label}: browser: ${(cut.milliseconds / pages).toFixed(3)} ms CPU a page for the files; ${cut.files} files, ${kilobytes(cut.bytes)}`);

  let start = performance.now();
  const answers = probe(program, ['ask', db], lines(queries.map(({ language, query }) => ({ language, query })))).out;
  console.log(`${label}: SQLite: ${((performance.now() - start) / queries.length).toFixed(1)} ms a query, both languages, process start included`);
  showQuality(label, 'SQLite', answers.map((answer, i) => placeOf(answer.hits.map((hit) => `${hit.address}#${hit.anchor}`), queries[i].addresses)));
  showQuality(label, 'SQLite by page', answers.map((answer, i) => placeOf(answer.hits.map((hit) => hit.address), pagesOf(queries[i].addresses))));

  restart();
  engine();
  const opened = new Map();
  for (const language of ['fr', 'en']) opened.set(language, await openIndex(join(folder, 'search'), language));
  start = performance.now();
  const ours = [];
  for (const { language, query } of queries) ours.push(await ask(opened.get(language), query));
  console.log(`${label}: browser: ${((performance.now() - start) / queries.length).toFixed(1)} ms a query in node, files read as they are wanted`);
  showQuality(label, 'browser', ours.map((answer, i) => placeOf(answer.hits.map((hit) => `${hit.address}#${hit.anchor}`), queries[i].addresses)));

  // Scripts and root come together, in the first trip; the page's opener counts too.
  const code = [...['search-open.js', 'search-engine.js', 'search.js', '../styles/search.css'].map((name) => join(scripts, name)), join(site, 'assets/search/words.fr.js')].map((path) => gzipSync(readFileSync(path), { level: 9 }).length);
  const first = [];
  for (const { language, query } of firstQueries) {
    restart();
    const index = await openIndex(join(folder, 'search'), language);
    await globalThis.atelierEngine.search(index, query, {}, 5);
    first.push({ bytes: reads.reduce((sum, read) => sum + read.gzip, 0) + code.reduce((a, b) => a + b), files: reads.length + code.length, trips: Math.max(...reads.map((read) => read.trip)) });
  }
  showFirst(label, 'browser, interface included', first);

  if (!pagefind) return;
  const out = join(folder, 'pagefind');
  buildPagefind(pagefind, html, out);
  const sizesOut = sizeOf(out);
  console.log(`${label}: Pagefind: ${sizesOut.length} files, ${kilobytes(sizesOut.reduce((a, b) => a + b, 0))}`);
  const theirs = [];
  for (const language of ['fr', 'en']) {
    const instance = await openPagefind(out, language);
    for (const [i, query] of queries.entries()) if (query.language === language) theirs[i] = await askPagefind(instance, query.query);
  }
  showQuality(label, 'Pagefind', theirs.map((hits, i) => placeOf(hits.map((hit) => hit.section), wholePages(queries[i].addresses))));
  showQuality(label, 'Pagefind by page', theirs.map((hits, i) => placeOf(hits.map((hit) => hit.page), pagesOf(queries[i].addresses))));
  const interfaceBytes = gzipSync(readFileSync(join(out, 'pagefind-ui.js')), { level: 9 }).length;
  const firstTheirs = [];
  for (const { language, query } of firstQueries) {
    const instance = await openPagefind(out, language);
    await askPagefind(instance, query);
    firstTheirs.push({ bytes: fetched.reduce((sum, read) => sum + read.gzip, 0), files: fetched.length, trips: Math.max(...fetched.map((read) => read.trip)) });
  }
  showFirst(label, 'Pagefind, without interface', firstTheirs);
  showFirst(label, 'Pagefind, interface included', firstTheirs.map((row) => ({ ...row, bytes: row.bytes + interfaceBytes, files: row.files + 1 })));
};

const work = mkdtempSync(join(tmpdir(), 'atelier-search-bench-'));
try {
  await measure('course', base, work, site);
  for (const size of sizes) {
    const folder = join(work, String(size));
    const html = join(folder, 'html');
    if (pagefind) cpSync(site, html, { recursive: true });
    const sections = [...base];
    for (const language of ['fr', 'en']) {
      const page = fillerOf(base, language);
      mkdirSync(join(html, language, 'filler'), { recursive: true });
      const own = new Set(base.filter((section) => section.language === language).map((section) => section.address)).size;
      for (let number = 0; number < size - own; ++number) {
        const filler = page(number);
        sections.push(...filler);
        if (pagefind) writeFileSync(join(html, filler[0].address), htmlOf(filler));
      }
    }
    await measure(`${size} pages`, sections, folder, html);
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(0);
