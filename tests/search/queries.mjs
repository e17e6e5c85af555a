// tests/search/queries.toml, and how well an engine answers it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const unquoted = (text) => (text[0] === '"' ? JSON.parse(text) : text.slice(1, -1));

/** The file is TOML of the plainest kind: tables, comments, and a quoted key with an array of strings on one line. */
export const readQueries = (path = join(here, 'queries.toml')) => {
  const out = [];
  let [language, kind] = ['', ''];
  readFileSync(path, 'utf8').split('\n').forEach((line, number) => {
    const table = /^\[(\w+)\.(\w+)\]/.exec(line);
    if (table) [, language, kind] = table;
    else if (line && line[0] !== '#') {
      const pair = /^('[^']*'|"(?:[^"\\]|\\.)*") = (\[.*\])$/.exec(line);
      if (!pair) throw new Error(`${path}:${number + 1}: not a query`);
      out.push({ language, kind, query: unquoted(pair[1]), expected: JSON.parse(pair[2]), line: number + 1 });
    }
  });
  return out;
};

/** "lessons/tools/note-taking#capture" -> where that is in a site: "fr/lessons/tools/note-taking.html#capture". */
export const addressOf = (site, language, expected) => {
  const [page, anchor] = expected.split('#');
  const entry = `${language}/${page}/${anchor}.html`;
  if (page.startsWith('logbooks/') && anchor && existsSync(join(site, entry))) return entry + '#';
  return `${language}/${page}.html${anchor === undefined ? '' : '#' + anchor}`;
};

/** The place of the first hit ("address#anchor") that is expected, from 1; 0 when none is. */
export const placeOf = (hits, expected) => hits.findIndex((hit) => expected.includes(hit) || expected.includes(hit.split('#')[0])) + 1;

/** @param {number[]} places */
export const figures = (places) => ({
  n: places.length,
  first: places.filter((place) => place === 1).length / places.length,
  three: places.filter((place) => place > 0 && place <= 3).length / places.length,
  mrr: places.reduce((sum, place) => sum + (place ? 1 / place : 0), 0) / places.length,
});
