// Pasted errors: error_pattern.cc and error_index.cc. Loaded when something looks like one.
(() => {
  'use strict';
  const { fold, inMillionths, describe } = atelierEngine;
  const words = (/** @type {string} */ list) => new Set(list.split(' '));
  const HOSTS = words('com org net edu gov io co dev app fr de uk eu be ch ca us ai me sh cloud local localhost internal lan home test example invalid arpa svc');
  const FILES = words('c cc conf cpp crt css csv dll env exe go h html ini jar java js json jsonl jsx key lock log md mjs pem php pid ps1 py rb rs sh so sock sql tar toml ts tsx txt vue xml yaml yml zip gz');
  const DATES = words('mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec');
  const ERRORS = words('error errors fatal failed failure exception cannot denied refused invalid unable unknown undefined missing timeout erreur echec impossible introuvable refuse');
  const plain = (/** @type {string} */ c) => ('’‘‚‹›'.includes(c) ? "'" : '“”„'.includes(c) ? '"' : '\u2010\u2011'.includes(c) ? '-' : c);
  const isWord = (/** @type {string | undefined} */ c) => c !== undefined && /^[\p{L}\p{M}\p{N}_*]$/u.test(c);
  const isSpace = (/** @type {string | undefined} */ c) => c !== undefined && (c <= ' ' || c === '\u00A0' || c === '\u202F');
  const joins = (/** @type {string | undefined} */ c) => c !== undefined && '-./:\\@~%'.includes(c);

  /** Pieces that are hexadecimal, and numbers that stand by themselves in a name. @type {(word: string) => string} */
  const withoutNumbers = (word) => {
    const out = word.replace(/[^-._*]+/g, (piece) => (/^[0-9]+$/.test(piece) || (/^[0-9a-f]{8,}$/.test(piece) && /[0-9]/.test(piece)) ? '*' : piece)).replace(/\*+/g, '*');
    return out[0] === '*' ? '*' : out;
  };
  /** @type {(word: string) => string} */
  const atomWord = (word) => {
    if (/^([0-9*]|v[0-9]|localhost$)/.test(word)) return '*';
    const dot = word.lastIndexOf('.');
    const end = word.slice(dot + 1);
    return dot >= 0 && (HOSTS.has(end) || FILES.has(end)) ? '*' : withoutNumbers(word);
  };

  /** Places are counted in UTF-16 units. @type {NonNullable<Search.Engine['errorTokens']>} */
  const errorTokens = (text, most = 2000) => {
    let out = /** @type {Search.ErrorToken[]} */ ([]);
    const all = /** @type {{c: string, begin: number, end: number}[]} */ ([]);
    for (const { 0: c, index } of text.matchAll(/\x1B(?:\[[^@-~\n]*(?:[@-~\n]|$))?|[^]/gu)) if (c[0] !== '\x1B') all.push({ c: plain(c), begin: index, end: index + c.length });
    const at = (/** @type {number} */ i) => all[i]?.c;
    const slice = (/** @type {number} */ begin, /** @type {number} */ end) => text.slice(all[begin].begin, all[end - 1].end).normalize('NFC').toLowerCase();
    const put = (/** @type {string} */ word, /** @type {number} */ begin, /** @type {number} */ end) => {
      if (begin < end && word) out.push({ word, literal: word === '*' ? slice(begin, end) : '', begin: all[begin].begin, end: all[end - 1].end });
    };
    /** <VPS_IP> @type {(i: number) => number} */
    const placeholder = (i) => {
      let end = i + 1;
      while (end < all.length && end - i < 64 && at(end) !== '>' && at(end) !== '<' && !isSpace(at(end))) ++end;
      if (at(end) !== '>' || end === i + 1) return i + 1;
      put('*', i, end + 1);
      return end + 1;
    };
    /** A key or a value of JSON. @type {(i: number) => boolean} */
    const inJson = (i) => {
      while (i > 0 && isSpace(at(i - 1))) --i;
      return i > 0 && ('{,['.includes(at(i - 1)) || (at(i - 1) === ':' && at(i - 2) === '"'));
    };
    /** @type {(i: number) => number} */
    const quoted = (i) => {
      const open = at(i);
      const close = open === '«' ? '»' : open;
      if (i > 0 && !isSpace(at(i - 1)) && !'«([{=:,<>|~/-'.includes(at(i - 1))) return i + 1;
      const skip = (/** @type {number} */ j) => {
        while (open === '«' && isSpace(at(j))) ++j;
        return j;
      };
      let end = skip(i + 1);
      while (end < all.length && at(end) !== close && !isSpace(at(end))) ++end;
      end = skip(end);
      if (at(end) !== close || (open === '"' && inJson(i))) return i + 1;
      put('*', i, end + 1);
      return end + 1;
    };
    /** @type {(begin: number, end: number) => void} */
    const atom = (begin, end) => {
      while (begin < end && !isWord(at(begin))) ++begin;
      while (begin < end && !isWord(at(end - 1))) --end;
      if (begin < end) put(atomWord(slice(begin, end)), begin, end);
    };
    /** @type {(begin: number, end: number) => void} */
    const composite = (begin, end) => {
      const run = all.slice(begin, end).map(({ c }) => c).join('');
      const path = /\/[^]*\/|\\|^\/|^[.~][^]*\//.test(run);
      if (path || run.includes('://') || run.lastIndexOf('@') > 0 || (/^[0-9a-f:]+$/i.test(run) && /:[^]*:/.test(run))) return put('*', begin, end);
      for (let i = begin; i < end; ++i) {
        const from = i;
        while (i < end && (isWord(at(i)) || at(i) === '-' || at(i) === '.')) ++i;
        atom(from, i);
      }
    };
    for (let i = 0; i < all.length && out.length < most; ) {
      const c = at(i);
      if (c === '<') i = placeholder(i);
      else if ('"\'`«'.includes(c)) i = quoted(i);
      else if (isWord(c) || joins(c)) {
        let end = i;
        for (let url = false; isWord(at(end)) || joins(at(end)) || (url && '?=&#+,;!$[]'.includes(at(end) ?? ' ')); ++end) url ||= end > i + 1 && at(end - 2) + at(end - 1) + at(end) === '://';
        let last = end;
        while (last > i && !isWord(at(last - 1))) --last;
        if (last > i) composite(i, last);
        i = end;
      } else ++i;
    }
    for (let i = out.length - 2; i >= 0; --i) if (DATES.has(out[i].word) && out[i + 1].word === '*') out[i] = { ...out[i], word: '*', literal: out[i].word };
    const merged = /** @type {Search.ErrorToken[]} */ ([]);
    for (const token of out) {
      const last = merged[merged.length - 1];
      if (token.word === '*' && last?.word === '*') merged[merged.length - 1] = { ...last, end: token.end, literal: `${last.literal} ${token.literal}` };
      else merged.push(token);
    }
    return merged;
  };

  /** @type {NonNullable<Search.Engine['looksLikeError']>} */
  const looksLikeError = (query) => {
    const tokens = errorTokens(query, 64);
    if (tokens.length < 2) return false;
    return tokens.length > 4 || (tokens.length > 2 && /[:"=[\]{}()_]| '/.test(query)) || tokens.some((token) => ERRORS.has(fold(token.word)));
  };

  /** @typedef {{document: number, text: string, tokens: Search.ErrorToken[]}} Known */
  const indexes = /** @type {WeakMap<Search.Index, {known: Known[], holders: Map<string, number[]>}>} */ (new WeakMap());
  /** @type {(index: Search.Index) => {known: Known[], holders: Map<string, number[]>}} */
  const knownErrors = (index) => {
    const ready = indexes.get(index);
    if (ready) return ready;
    const lines = index.errorFiles.flatMap((file) => index.text(file).split('\n')).filter(Boolean);
    const known = lines.map((line) => {
      const text = line.slice(line.indexOf(' ') + 1);
      return { document: parseInt(line, 10), text, tokens: errorTokens(text, 48) };
    });
    const holders = /** @type {Map<string, number[]>} */ (new Map());
    known.forEach(({ tokens }, i) => {
      for (const { word } of tokens) {
        const list = holders.get(word) ?? [];
        if (word !== '*' && list[list.length - 1] !== i) list.push(i);
        holders.set(word, list);
      }
    });
    if (!index.wanted.size) indexes.set(index, { known, holders });
    return { known, holders };
  };

  const [WILD, SAME, GAP] = [0.1, 0.5, 0.2];

  /** The errors of the course in what was pasted, one for a section, best first: `certain` ones have tier 0.
   * @type {NonNullable<Search.Engine['findError']>} */
  const findError = async (index, pasted, limit = 5) => {
    const { known, holders } = await index.with(() => knownErrors(index));
    const tokens = errorTokens(pasted.slice(0, 10000), 600);
    const weightOf = (/** @type {string} */ word) => (word === '*' ? WILD : 0.5 + Math.log(1 + known.length / (holders.get(word)?.length || 1)));
    let allPasted = 0;
    for (const { word } of tokens) allPasted += weightOf(word);

    /** @type {(error: Known) => Search.Ranked & {error: string, matched: [number, number]}} */
    const align = (error) => {
      let above = tokens.map(() => ({ score: 0, first: 0, words: 0 }));
      above.push({ score: 0, first: 0, words: 0 });
      let best = { score: 0, first: 0, words: 0, last: 0 };
      let whole = 0;
      for (const { word, literal } of error.tokens) {
        const weight = weightOf(word);
        whole += weight;
        const row = [{ score: 0, first: 0, words: 0 }];
        tokens.forEach((other, j) => {
          let { score, first, words } = above[j].score === 0 ? { score: 0, first: j, words: 0 } : above[j];
          if (word === other.word && word !== '*') {
            score += weight;
            ++words;
          } else if (word === other.word) score += WILD + (literal === other.literal ? SAME : 0);
          else if (word !== '*' && other.word !== '*') score -= 2 * GAP;
          let cell = { score, first, words };
          if (above[j + 1].score - GAP > cell.score) cell = { ...above[j + 1], score: above[j + 1].score - GAP };
          if (row[j].score - GAP > cell.score) cell = { ...row[j], score: row[j].score - GAP };
          if (cell.score < 0) cell = { score: 0, first: 0, words: 0 };
          row.push(cell);
          if (cell.score > best.score) best = { ...cell, last: j };
        });
        above = row;
      }
      const share = Math.min(1, best.score / whole);
      const covered = best.words >= 3 ? Math.min(1, best.score / allPasted) : 0;
      const better = Math.max(share, 0.9 * covered);
      const certain = better >= 0.75 && (best.words >= 3 || share > 0.99);
      const score = best.score <= 0 || better < 0.5 ? 0 : inMillionths(best.score * better);
      return { document: error.document, tier: certain ? 0 : 5, exact: true, score, error: error.text, matched: best.score > 0 ? [tokens[best.first].begin, tokens[best.last].end] : [0, 0] };
    };

    const shared = known.map(() => 0);
    for (const word of new Set(tokens.map((token) => token.word))) for (const i of (word !== '*' && holders.get(word)) || []) shared[i] += weightOf(word);
    const candidates = known.map((_, i) => i).filter((i) => shared[i] > 0).sort((a, b) => shared[b] - shared[a]).slice(0, 400).sort((a, b) => a - b);
    const found = /** @type {Map<number, ReturnType<typeof align>>} */ (new Map());
    for (const i of candidates) {
      const one = align(known[i]);
      if (one.score > (found.get(one.document)?.score ?? 0)) found.set(one.document, one);
    }
    const best = [...found.values()].sort((a, b) => b.score - a.score || a.document - b.document).slice(0, limit);
    return index.with(() => best.map((one) => ({ ...describe(index, one), error: one.error, matched: one.matched })));
  };

  Object.assign(atelierEngine, { errorTokens, looksLikeError, findError });
})();
