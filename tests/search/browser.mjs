// The browser's search in node: the same scripts, with files read from disk in the place of script elements. Counts what a query reads.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

export const scripts = join(dirname(fileURLToPath(import.meta.url)), '../../themes/default/scripts');
const run = (path) => runInThisContext(readFileSync(path, 'utf8'), path);

/** What was read, in order: { name, bytes, gzip, trip }. A trip is a group of files asked for at the same time. */
export const reads = [];
let trip = 0;

/** Forgets everything that was read. */
export const restart = () => {
  reads.length = 0;
  trip = 0;
  run(join(scripts, 'search-engine.js'));
};

export const engine = () => {
  if (!globalThis.atelierEngine) restart();
  if (!globalThis.atelierEngine.findError) run(join(scripts, 'search-error.js'));
  return globalThis.atelierEngine;
};

/** As a script element does: what cannot be read or run is silence. */
const read = (path, name) => {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch {
    return;
  }
  reads.push({ name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, trip });
  try {
    runInThisContext(bytes.toString(), path);
  } catch {
    // The console would show it.
  }
};

/** An opened index. `folder`: the folder of the roots ("site/assets/search"). */
export const openIndex = (folder, language) => {
  const { Index } = engine();
  let pending;
  return new Index(folder + '/', language, async (name) => {
    pending ??= Promise.resolve().then(() => { trip += 1; pending = undefined; });
    await pending;
    read(name ? join(folder, name + '.js') : join(scripts, 'search-guess.js'), name || 'search-guess');
  }).open();
};

/** What `atelier search` answers: errors that are certain first, then sections. */
export const ask = async (index, query, filters = {}, limit = 10) => {
  const { search, findError, looksLikeError } = engine();
  const answer = await search(index, query, filters, limit);
  const errors = looksLikeError(query) && !Object.values(filters).some(Boolean) ? (await findError(index, query, limit)).filter((hit) => hit.tier === 0) : [];
  const known = new Set(errors.map((hit) => hit.document));
  return { ...answer, total: Math.max(answer.total, errors.length), hits: [...errors, ...answer.hits.filter((hit) => !known.has(hit.document))].slice(0, limit) };
};
