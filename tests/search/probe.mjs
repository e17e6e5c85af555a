// search_probe from JavaScript, and the index that a test works on.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sectionsOfSite } from './sections.mjs';

export const lines = (values) => values.map((value) => JSON.stringify(value) + '\n').join('');

export const probe = (program, words, input = '') => {
  const run = spawnSync(program, words, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(run.stderr);
  const read = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return { out: read(run.stdout), err: run.stderr };
};

/** A temporary folder with the database of a site (its own when it is given, else one made from the site's pages) and its shards in search/. */
export const withIndex = async (program, site, database, work) => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-search-'));
  try {
    const own = database && existsSync(database);
    const path = own ? database : join(folder, 'search.db');
    if (!own) probe(program, ['build', path], lines(sectionsOfSite(site)));
    probe(program, ['shards', path, folder]);
    return await work({ database: path, shards: join(folder, 'search') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
