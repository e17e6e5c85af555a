// node same.mjs PROBE SITE [DATABASE]: the browser's scripts give what the C++ library gives: terms, error patterns, and the ten best answers to every
// query, with their tiers - the queries of queries.toml, and others made of the course's words: cut, misspelled, without accents, combined.
import { readFileSync } from 'node:fs';
import { ask, engine, openIndex } from './browser.mjs';
import { lines, probe, withIndex } from './probe.mjs';
import { readQueries } from './queries.mjs';

const [program, site, database] = process.argv.slice(2);
let failures = 0;
const complain = (what) => {
  failures += 1;
  if (failures <= 20) console.error(what);
};

let seed = 7;
const random = (below) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * below);
};
const pick = (list) => list[random(list.length)];

/** One of the ways in which people and machines write a word. */
const spelled = (word) => {
  const at = random(Math.max(1, word.length - 1));
  return pick([
    word,
    word,
    word.normalize('NFD').replace(/\p{M}/gu, ''),
    word.toUpperCase(),
    word.slice(0, 2 + random(word.length)),
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2),
    word + pick(['s', 'es', 'ing', 'er', 'ation', "'s", '-la', '.', '://x']),
    pick(["l'", 'd’', '(', '"', '--', './']) + word,
    word.normalize('NFD'),
  ]);
};

await withIndex(program, site, database, async (index) => {
  const { cut, runsOf, errorTokens, looksLikeError } = engine();
  const sections = probe(program, ['dump', index.database]).out;
  const languages = [...new Set(sections.map((section) => section.language))];
  const queries = readQueries().map(({ language, query }) => ({ language, query }));
  const strange = ['', ' ', '*', '-', '::', 'a', "l'", 'œuvre', 'ŒUVRE', 'C++', 'c#', 'été été', '日本語 テスト', 'x'.repeat(3000), '\u0000\u0001', '🙂 🙂', 'a|b', '<script>', 'ﬁle', 'İstanbul', 'ΣΑΣ', '...', 'v1.2.3', "''.env''"];
  for (const language of languages) {
    const words = sections.filter((section) => section.language === language).flatMap((section) => `${section.title} ${section.heading} ${section.body} ${section.code}`.split(/\s+/)).filter(Boolean);
    for (let i = 0; i < 600; ++i) queries.push({ language, query: Array.from({ length: 1 + random(4) }, () => spelled(pick(words))).join(' ') + pick(['', '', ' ']) });
    queries.push(...strange.map((query) => ({ language, query })));

    const texts = [...sections.filter((section) => section.language === language).map((section) => `${section.heading} ${section.body} ${section.code}`), ...queries.filter((one) => one.language === language).map((one) => one.query)];
    probe(program, ['tokens', language], lines(texts)).out.forEach((terms, i) => {
      const ours = runsOf(texts[i]).flatMap((run) => cut(run.text, language));
      if (ours.join('\n') !== terms.join('\n')) complain(`${language}: other terms for ${JSON.stringify(texts[i].slice(0, 100))}: ${ours.filter((term) => !terms.includes(term))} / ${terms.filter((term) => !ours.includes(term))}`);
    });
    probe(program, ['patterns'], lines(texts)).out.forEach(([pattern, looks], i) => {
      const ours = errorTokens(texts[i]).map((token) => token.word).join(' ');
      if (ours !== pattern || looksLikeError(texts[i]) !== looks) complain(`${language}: another pattern for ${JSON.stringify(texts[i].slice(0, 100))}:\n  ${ours.slice(0, 300)}\n  ${pattern.slice(0, 300)}`);
    });
  }
  for (const section of sections.slice(0, 40)) queries.push({ language: section.language, query: section.heading || section.title, filters: { level: section.level, kind: section.kind } });

  const theirs = probe(program, ['ask', index.database], lines(queries)).out;
  const opened = new Map();
  for (const language of languages) opened.set(language, await openIndex(index.shards, language));
  for (const [i, { language, query, filters }] of queries.entries()) {
    const ours = await ask(opened.get(language), query, filters);
    const shown = (answer) => JSON.stringify([answer.total, answer.missing, answer.hits.map((hit) => [hit.address, hit.anchor, hit.tier, hit.score])]);
    if (shown(ours) !== shown(theirs[i])) complain(`${language}: other answers to ${JSON.stringify(query.slice(0, 100))}:\n  ${shown(ours).slice(0, 400)}\n  ${shown(theirs[i]).slice(0, 400)}`);
  }
  console.log(`${queries.length} queries in ${languages.length} languages, ${failures} differences`);
});
process.exit(failures === 0 ? 0 : 1);
