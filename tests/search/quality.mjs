// node quality.mjs PROBE SITE [DATABASE]: how well the queries of queries.toml are answered, by kind; and that it has not become worse.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, figures, placeOf, readQueries } from './queries.mjs';
import { lines, probe, withIndex } from './probe.mjs';

const [program, site, database] = process.argv.slice(2);
const least = { first: 0.85, three: 0.92, mrr: 0.88 };

await withIndex(program, site, database, async (index) => {
  const queries = readQueries();
  const known = new Set(probe(program, ['dump', index.database]).out.flatMap(({ address, anchor }) => [address, `${address}#${anchor}`]));
  const isPlace = (address) => {
    const [page, anchor] = address.split('#');
    const path = join(site, page);
    return existsSync(path) && (!anchor || readFileSync(path, 'utf8').includes(`id="${anchor}"`));
  };
  let stale = 0;
  for (const { language, query, expected, line } of queries) {
    const places = expected.map((one) => addressOf(site, language, one));
    const gone = places.filter((place) => !isPlace(place));
    if (!gone.length && places.some((place) => known.has(place))) continue;
    stale += 1;
    console.error(`queries.toml:${line}: ${JSON.stringify(query)}: ${gone.length ? 'no such place: ' + gone.join(', ') : 'no section: ' + places.join(', ')}`);
  }
  const answers = probe(program, ['ask', index.database], lines(queries.map(({ language, query }) => ({ language, query })))).out;
  const places = new Map();
  queries.forEach(({ language, kind, query, expected, line }, i) => {
    const hits = answers[i].hits.map((hit) => `${hit.address}#${hit.anchor}`);
    const place = placeOf(hits, expected.map((one) => addressOf(site, language, one)));
    for (const row of [`${language} ${kind}`, 'all']) places.set(row, [...(places.get(row) ?? []), place]);
    if (place !== 1) console.log(`queries.toml:${line}: ${JSON.stringify(query)}: ${place ? `place ${place}, behind ${hits[0]}` : `not found; first ${hits[0] ?? 'nothing'}`}`);
  });
  for (const [row, list] of places) {
    const { n, first, three, mrr } = figures(list);
    console.log(`${row}: ${n} queries, success@1 ${first.toFixed(3)}, success@3 ${three.toFixed(3)}, MRR ${mrr.toFixed(3)}`);
  }
  const all = figures(places.get('all'));
  const worse = Object.entries(least).filter(([figure, value]) => all[figure] < value);
  for (const [figure, value] of worse) console.error(`${figure} is ${all[figure].toFixed(3)}; it was never below ${value}`);
  process.exitCode = worse.length || stale || queries.length < 150 ? 1 : 0;
});
