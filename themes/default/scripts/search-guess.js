// For words that the course does not have: query.cc. Loaded when a query has one.
(() => {
  'use strict';
  const { isWord, isBefore, familiesOf } = atelierEngine;
  const frequencyOf = (/** @type {Search.Entry | undefined} */ entry) => Math.max(0, ...(entry?.meanings ?? []).map((meaning) => meaning.frequency));

  /** Whether two words are one insertion, deletion, replacement or swap apart. @type {(first: string, second: string) => boolean} */
  const oneEditApart = (first, second) => {
    let [a, b] = [[...first], [...second]];
    if (a.length > b.length) [a, b] = [b, a];
    if (b.length - a.length > 1 || first === second) return false;
    let same = 0;
    while (same < a.length && a[same] === b[same]) ++same;
    const restEqual = (/** @type {number} */ i, /** @type {number} */ j) => a.slice(i).join('') === b.slice(j).join('');
    if (a.length < b.length) return restEqual(same, same + 1);
    return restEqual(same + 1, same + 1) || (a[same] === b[same + 1] && a[same + 1] === b[same] && restEqual(same + 2, same + 2));
  };

  /** The longest family that the word may belong to by its ending; or else that of a word with another ending in its place.
   * @type {(word: Search.Asked, index: Search.Index) => Search.Candidate} */
  const byEnding = ({ term, folded }, index) => {
    let families = /** @type {string[]} */ ([]);
    if (!isWord(term)) return { near: true, families };
    for (let size = folded.length; size >= 3; --size) {
      const name = folded.slice(0, size);
      if ((size === folded.length || index.suffixes.has(folded.slice(size))) && index.entry(name)?.postings) return { near: true, families: [name] };
    }
    let best = 0;
    for (const [ending, other] of index.pairs) {
      const stem = folded.length - ending.length;
      if (!folded.endsWith(ending) || stem < 3 || stem <= best) continue;
      const found = familiesOf(index.entry(folded.slice(0, stem) + other));
      if (!found.length) continue;
      families = found;
      best = stem;
    }
    return { near: true, families };
  };

  /** "guardrail" for "guard rail": the two words, the more frequent the better. @type {(folded: string, index: Search.Index) => Search.Candidate[][]} */
  const byHalves = (folded, index) => {
    let out = /** @type {Search.Candidate[][]} */ ([]);
    let best = -1;
    for (let size = 3; size + 3 <= folded.length; ++size) {
      const left = index.entry(folded.slice(0, size));
      const right = left?.meanings.length ? index.entry(folded.slice(size)) : undefined;
      const frequency = Math.min(frequencyOf(left), frequencyOf(right));
      if (!right?.meanings.length || frequency <= best) continue;
      best = frequency;
      out = [left, right].map((half) => [{ near: true, families: familiesOf(half) }]);
    }
    return out;
  };

  /** The most frequent word one letter away; its first letter is right if it can be. @type {(folded: string, index: Search.Index) => string} */
  const correction = (folded, index) => {
    const letters = [...folded];
    if (letters.length < 4) return '';
    // One wrong letter leaves the first half or the second as it is.
    const half = Math.floor((letters.length - 1) / 2);
    const words = /** @type {Map<string, number>} */ (new Map());
    for (const [key, entry] of index.beginning(letters.slice(0, half).join(''), index.terms, 8)) words.set(key, frequencyOf(entry));
    const tail = letters.slice(half + 1).reverse().join('');
    for (const [key, entry] of index.beginning(tail, index.words, 8)) words.set([...key].reverse().join(''), frequencyOf(entry));
    const firstIsRight = (/** @type {string} */ word) => ([...word][0] === letters[0] ? 1 : 0);
    return [...words.keys()]
      .filter((word) => isWord(word) && oneEditApart(folded, word))
      .reduce((best, word) => {
        const better = firstIsRight(word) - firstIsRight(best) || (words.get(word) ?? 0) - (words.get(best) ?? 0);
        return !best || better > 0 || (better === 0 && isBefore(word, best)) ? word : best;
      }, '');
  };

  atelierEngine.byEnding = byEnding;
  atelierEngine.guess = (word, index) => {
    const out = { whole: /** @type {Search.Candidate[]} */ ([]), parts: /** @type {Search.Candidate[][]} */ ([]), accented: '', corrected: '' };
    if (!isWord(word.term)) return out;
    const ending = byEnding(word, index);
    if (ending.families.length) return { ...out, whole: [ending] };
    out.parts = byHalves(word.folded, index);
    if (out.parts.length) return out;
    const corrected = correction(word.folded, index);
    const families = corrected ? familiesOf(index.entry(corrected)) : [];
    return families.length ? { ...out, whole: [{ near: true, families }], corrected } : out;
  };
})();
