// Search in the browser: the course's index as small files (generator/search/shards.h says what they hold), read as scripts so that it
// works from disk. It cuts, resolves and ranks a query as generator/search does (run.cc, query.cc, ranking.cc), on the same numbers;
// tests/search compares the two. No stemmer: which words belong together is written in the index.
(() => {
  'use strict';
  /** @typedef {{term: string, folded: string}} Asked */
  /** @typedef {{written: string, whole: Asked, parts: Asked[], open: boolean}} Slot */
  /** @typedef {{near: boolean, families: string[]}} Candidate */
  /** @typedef {{whole: Candidate[], parts: Candidate[][], accented: string, corrected: string}} Resolved */
  /** @typedef {{document: number, fields: number, title: number, heading: number}} Posting */
  /** @typedef {{family: string, frequency: number}} Meaning */
  /** @typedef {{meanings: Meaning[], postings: string}} Entry */
  /** @typedef {{strength: number, near: boolean, fields: number, title: number, heading: number, words: number}} Match */
  /** @typedef {{document: number, tier: number, exact: boolean, score: number}} Ranked */
  /** @typedef {{level?: string, topic?: string, kind?: string}} Filters */
  /** @typedef {{document: number, tier: number, score: number, address: string, title: string, level: string, topic: string, kind: string,
   *   anchor: string, heading: string, excerpt: string, error: string, matched: [number, number]}} Hit */
  /** @typedef {{hits: Hit[], total: number, missing: string[], corrections: {from: string, to: string}[], forms: Set<string>}} Answer */

  const [TITLE, HEADING, CODE, ERRORS] = [1, 2, 4, 8];
  const TIER = { error: 0, title: 1, heading: 2, section: 3, page: 4, some: 5 };
  const SECTIONS = 16; // document numbers of a page
  const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

  const fold = (/** @type {string} */ text) =>
    /^[\x00-\x7f]*$/.test(text)
      ? text
      : text
          .normalize('NFD')
          .replace(/\p{M}/gu, '')
          .replace(/[œæßøłđðþı]/g, (letter) => ['oe', 'ae', 'ss', 'o', 'l', 'd', 'd', 'th', 'i']['œæßøłđðþı'.indexOf(letter)]);
  const length = (/** @type {string} */ text) => [...text].length;
  const isDigit = (/** @type {string} */ c) => c >= '0' && c <= '9';
  const isWord = (/** @type {string} */ text) => /^[\p{L}\p{M}\p{N}]+$/u.test(text) && !/[0-9]/.test(text);
  const inMillionths = (/** @type {number} */ score) => Math.round(score * 1e6) / 1e6;
  /** In the order of code points, as the index is sorted. @param {string} a @param {string} b */
  const isBefore = (a, b) => {
    for (let i = 0; ; ++i) {
      const x = a.codePointAt(i) ?? -1;
      const y = b.codePointAt(i) ?? -1;
      if (x !== y) return x < y;
      if (x < 0) return false;
    }
  };

  // Cutting a query: run.cc

  const RUN = /[\p{L}\p{M}\p{N}_\-.:/\\@=+#$%~*'’‘ʼ＇\u2010\u2011\u00AD\u200B-\u200D\u2060\uFEFF]+/gu;
  const ELIDED = /^(l|d|j|m|t|s|n|c|ç|qu|jusqu|lorsqu|puisqu|quoiqu)'/i;
  const ENCLITIC = /^(..+)-(je|tu|il|elle|on|nous|vous|ils|elles|le|la|les|lui|leur|moi|toi|en|y|ce|ci|là|t)$/i;

  /** @param {string} query @returns {{text: string, end: number}[]} */
  const runsOf = (query) => {
    const out = [];
    for (const found of query.matchAll(RUN)) {
      const run = found[0];
      const first = run.search(/[\p{L}\p{M}\p{N}]/u);
      if (first < 0) continue;
      const start = run.search(/[^'’‘ʼ＇]/);
      const kept = /^[_\-./@#$%~*]{0,2}$/.test(run.slice(start, first)) && !isDigit(run[first]);
      let last = run.replace(/[^\p{L}\p{M}\p{N}]+$/u, '').length;
      if (run.startsWith('++', last)) last += 2;
      if (run[last] === '#' && last - first === 1 && run[first] < '\x80') ++last;
      out.push({ text: run.slice(kept ? start : first, last), end: found.index + last });
    }
    return out;
  };

  /** A border between the parts of camelCase and of letters and digits; not in "LLMs". @param {string} word @param {number} at */
  const isBorder = (word, at) => {
    const [a, b, c] = [word[at - 1], word[at], word[at + 1] ?? ''];
    if (isDigit(a) !== isDigit(b)) return true;
    if (!/[A-Z]/.test(b)) return false;
    return /[a-z]/.test(a) || (/[A-Z]/.test(a) && /[a-z]/.test(c) && word.slice(at + 1) !== 's');
  };

  /** The terms of a run, the whole before its parts. @param {string} run @param {string} language */
  const cut = (run, language) => {
    /** @type {string[]} */
    const out = [];
    const add = (/** @type {string} */ written) => {
      const plain = written.replaceAll("'", '');
      if (!plain || out.length >= 32 || length(plain) > 64 || (out.length && plain.length < 2 && plain < '\x80')) return;
      if (!out.includes(plain.toLowerCase())) out.push(plain.toLowerCase());
    };
    /** @type {(word: string) => string} */
    const withoutClitics = (word) => {
      word = word.replace(/^[-']+|[-']+$/g, '');
      if (language === 'fr') {
        const elided = ELIDED.exec(word);
        if (elided) return withoutClitics(word.slice(elided[0].length));
        const enclitic = ENCLITIC.exec(word);
        if (enclitic) return withoutClitics(enclitic[1]);
      }
      return language === 'en' && word.length > 2 ? word.replace(/'s$/i, '') : word;
    };
    const atom = (/** @type {string} */ word) => {
      add(word);
      for (let begin = 0, at = 1; at <= word.length; ++at) {
        if (at < word.length && !isBorder(word, at)) continue;
        const piece = word.slice(begin, at);
        if (piece.length < word.length && length(piece) >= (isDigit(piece[0]) ? 2 : 3)) add(piece);
        begin = at;
      }
    };
    const each = (/** @type {string} */ word, /** @type {RegExp} */ signs, /** @type {(part: string) => void} */ take) =>
      word.split(signs).forEach((part) => part && out.length < 32 && take(part));
    const simple = (/** @type {string} */ word) => {
      word = withoutClitics(word);
      if (!/[-']/.test(word)) return atom(word);
      add(word.replaceAll('-', ''));
      each(word, /[-']/, atom);
    };
    run = run
      .slice(0, 2048)
      .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
      .replace(/[’‘ʼ＇]/g, "'")
      .replace(/[\u2010\u2011]/g, '-')
      .normalize('NFC');
    const body = run.search(/[^_\-./@#$%~*]/);
    if (body < 0) return out;
    if (body === 0) run = withoutClitics(run);
    if (body === 0 && !/[_.:/\\@=+#$%~*]/.test(run)) {
      simple(run);
    } else {
      add(run);
      each(run, /[:/\\@=+#$%~*]/, (piece) => {
        if (!/[._]/.test(piece)) return simple(piece);
        add(piece);
        each(piece, /[._]/, simple);
      });
    }
    return out;
  };

  // The index: files read when a query needs them

  /** Files that have arrived, by their name without the checksum. @type {Map<string, {name: string, text: string}>} */
  const arrived = new Map();
  const checksum = (/** @type {string} */ text) => {
    let hash = 2166136261;
    for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return (hash >>> 0).toString(36).padStart(7, '0');
  };
  // Each file of the index calls this. One whose text is not what its name says does not count as arrived.
  Object.assign(globalThis, {
    atelierShard: (/** @type {string} */ name, /** @type {string} */ text) => {
      if (name.slice(-7) === checksum(text)) arrived.set(name.slice(0, -8), { name, text });
    },
  });

  /** A file is not there, or is not what it should be. */
  class Unreadable extends Error {
    constructor(/** @type {string} */ file) {
      super(file);
      this.file = file;
    }
  }

  /** Reads numbers and postings (shard.h). @param {string} text @returns {Posting[]} */
  const readPostings = (text) => {
    const out = [];
    for (const group of text ? text.split(',') : []) {
      let at = 0;
      const digit = () => DIGITS.indexOf(group[at++] ?? '?');
      const fields = digit();
      const title = fields & TITLE ? digit() : 0;
      const heading = fields & HEADING ? digit() : 0;
      for (let document = 0; at < group.length; ) {
        let distance = 0;
        for (let shift = 0, value = 32; value >= 32; shift += 5) {
          value = digit();
          if (value < 0 || shift > 25) throw new RangeError(group);
          distance += (value & 31) * 2 ** shift;
        }
        document += distance;
        out.push({ document, fields, title, heading });
      }
    }
    return out;
  };

  /** Where fences say that a key is: the names of the files that may hold keys in [from, to]. @param {string[]} list @param {string} from
   * @param {string} to */
  const filesBetween = (list, from, to) => {
    const out = [];
    for (let i = 0; i < list.length; i += 2) {
      const startsBehind = i > 0 && isBefore(to, list[i - 1]);
      const endsBefore = i + 1 < list.length && !isBefore(from, list[i + 1]);
      if (!startsBehind && !endsBefore) out.push(list[i]);
    }
    return out;
  };

  class Index {
    /** @param {string} folder ends in '/' @param {string} language @param {(address: string) => Promise<void>} load */
    constructor(folder, language, load) {
      this.folder = folder;
      this.language = language;
      this.load = load;
      /** What a query wanted and was not there yet. @type {Set<string>} */
      this.wanted = new Set();
      /** @type {Map<string, Map<string, Entry>>} */
      this.read = new Map();
      /** @type {Set<string>} */
      this.families = new Set();
      this.all = false;
    }

    async open() {
      const key = this.language + '/root';
      if (!arrived.has(key)) await this.load(this.folder + this.language + '.js');
      const root = arrived.get(key);
      if (!root) throw new Unreadable(this.language + '.js');
      const lines = root.text.split('\n');
      if (lines.length < 11 || lines[0] !== '1') throw new Unreadable(this.language + '.js');
      const words = (/** @type {number} */ line) => lines[line].split(' ').filter(Boolean);
      this.others = words(1).slice(1);
      this.sections = Number(lines[2]);
      this.common = new Set(words(3));
      this.suffixes = new Set(words(4));
      this.pairs = words(5).map((pair) => pair.split('>'));
      [this.terms, this.words, this.groups, this.errorFiles, this.filterFiles] = [6, 7, 8, 9, 10].map(words);
      return this;
    }

    /** The text of a file; '' and a note when it has not arrived. @param {string} name @param {string} [path] */
    text(name, path = name) {
      const found = arrived.get(this.language + '/' + (path === name ? name.slice(0, -8) : path));
      if (found && (path !== name || found.name === this.language + '/' + name)) return found.text;
      this.wanted.add(path);
      return '';
    }

    /** Runs what needs files until it has them all. @template T @param {() => T} work @returns {Promise<T>} */
    async with(work) {
      for (let round = 0; round < 8; ++round) {
        this.wanted.clear();
        const result = work();
        if (this.wanted.size === 0) return result;
        const missing = [...this.wanted];
        await Promise.all(missing.map((path) => this.load(this.folder + this.language + '/' + path + '.js')));
        for (const path of missing) {
          const key = this.language + '/' + (path.includes('/') ? path : path.slice(0, -8));
          const found = arrived.get(key);
          if (!found || (!path.includes('/') && found.name !== this.language + '/' + path)) throw new Unreadable(path);
        }
      }
      throw new Unreadable([...this.wanted].join(' '));
    }

    /** The entries of a file of terms, or of words spelled backwards. @param {string} name */
    entries(name) {
      const known = this.read.get(name);
      if (known) return known;
      const text = this.text(name);
      /** @type {Map<string, Entry>} */
      const out = new Map();
      if (!text) return out;
      let key = '';
      for (const entry of text.split('|')) {
        const space = entry.indexOf(' ');
        if (name[0] === 'r') {
          key = key.slice(0, DIGITS.indexOf(entry[0])) + entry.slice(1, -1);
          out.set(key, { meanings: [{ family: '', frequency: Number(entry.slice(-1)) }], postings: '' });
          continue;
        }
        const end = (entry.indexOf(' ', space + 1) + 1 || entry.length + 1) - 1;
        key = key.slice(0, DIGITS.indexOf(entry[0])) + entry.slice(1, space);
        const meaning = entry.slice(space + 1, end);
        const meanings = meaning === '-' ? [] : meaning.split(',').map((one) => ({ family: key.slice(0, key.length - DIGITS.indexOf(one[1])) + one.slice(2), frequency: Number(one[0]) }));
        out.set(key, { meanings, postings: entry.slice(end + 1) });
      }
      this.read.set(name, out);
      return out;
    }

    /** @param {string} key @returns {Entry | undefined} */
    entry(key) {
      return this.entries(filesBetween(this.terms ?? [], key, key)[0]).get(key);
    }

    /** Entries whose keys begin so, from as many files as may be read for it. @param {string} prefix @param {string[] | undefined} list
     * @param {number} most @returns {[string, Entry][]} */
    beginning(prefix, list, most) {
      const files = filesBetween(list ?? [], prefix, prefix + '\u{10FFFF}');
      if (files.length > most) return [];
      return files.flatMap((file) => [...this.entries(file)].filter(([key]) => key.startsWith(prefix) && !key.includes('!')));
    }

    /** @param {string} folded @returns {Meaning[]} */
    spelled(folded) {
      return this.entry(folded)?.meanings ?? [];
    }

    /** @param {string} family @returns {{postings: Posting[], held: number}} */
    postings(family) {
      const text = this.entry(family)?.postings ?? '';
      if (text[0] !== '*') {
        const postings = readPostings(text);
        return { postings, held: postings.length };
      }
      // Too many for one entry: "*", how many, the file with the rest, a space, the best ones.
      const [head, best] = text.slice(1).split(' ');
      const at = head.indexOf('o');
      let held = 0;
      for (let i = at - 1; i >= 0; --i) held = held * 32 + (DIGITS.indexOf(head[i]) & 31);
      let postings = readPostings(best);
      if (this.all) {
        const rest = this.text(head.slice(at)).split('|').find((entry) => entry.startsWith(family + ' '));
        postings = postings.concat(readPostings(rest?.slice(family.length + 1) ?? ''));
      } else {
        this.capped = true;
      }
      return { postings, held };
    }
  }

  // What a word may stand for: query.cc

  /** @param {string[]} families @param {Meaning[]} meanings */
  const addFamilies = (families, meanings) => {
    for (const { family } of meanings) if (!families.includes(family)) families.push(family);
    return families;
  };
  /** @param {Meaning[]} meanings */
  const frequencyOf = (meanings) => Math.max(0, ...meanings.map((meaning) => meaning.frequency));

  /** Whether two words are one insertion, deletion, replacement or swap apart. @param {string} first @param {string} second */
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

  /** @param {string} query @param {Index} index @returns {Slot[]} */
  const slotsOf = (query, index) => {
    /** @type {Slot[]} */
    const slots = [];
    /** @type {Slot[]} */
    const common = [];
    const asked = (/** @type {string} */ term) => ({ term, folded: fold(term) });
    const isCommon = (/** @type {Asked} */ word) => isWord(word.term) && index.common?.has(word.folded);
    for (const run of runsOf(query)) {
      const [whole, ...parts] = cut(run.text, index.language).map(asked);
      if (!whole) continue;
      const slot = { written: run.text, whole, parts: parts.filter((part) => !isCommon(part)), open: run.end === query.length };
      const list = isCommon(whole) ? common : slots;
      const twin = list.find((other) => other.whole.folded === whole.folded);
      if (twin) twin.open ||= slot.open;
      else if (list.length < 12) list.push(slot);
    }
    return slots.length ? slots : common;
  };

  /** @param {Asked} word @param {Index} index @param {Candidate} exact @returns {Candidate} */
  const completions = (word, index, exact) => {
    /** @type {string[]} */
    const families = [];
    if (word.folded.length > 1) {
      const entries = index.beginning(word.folded, index.terms, 4).filter(([, entry]) => entry.meanings.length);
      entries.sort(([a], [b]) => length(a) - length(b));
      for (const [, entry] of entries)
        for (const { family } of entry.meanings) if (families.length < 48 && !exact.families.includes(family) && !families.includes(family)) families.push(family);
    }
    return { near: true, families };
  };

  /** @param {Asked} word @param {Index} index @returns {Candidate} */
  const byEnding = (word, index) => {
    const folded = word.folded;
    /** @type {string[]} */
    const families = [];
    if (!isWord(word.term)) return { near: true, families };
    for (let size = folded.length; size >= 3; --size) {
      const name = folded.slice(0, size);
      if ((size === folded.length || index.suffixes?.has(folded.slice(size))) && index.entry(name)?.postings) return { near: true, families: [name] };
    }
    let best = 0;
    for (const [ending, other] of index.pairs ?? []) {
      const stem = folded.length - ending.length;
      if (!folded.endsWith(ending) || stem < 3 || stem <= best) continue;
      const meanings = index.spelled(folded.slice(0, stem) + other);
      if (!meanings.length) continue;
      families.splice(0, families.length);
      addFamilies(families, meanings);
      best = stem;
    }
    return { near: true, families };
  };

  /** @param {Asked} word @param {Index} index @returns {Candidate[][]} */
  const byHalves = (word, index) => {
    /** @type {Candidate[][]} */
    let out = [];
    let best = -1;
    if (!isWord(word.term)) return out;
    for (let size = 3; size + 3 <= word.folded.length; ++size) {
      const left = index.spelled(word.folded.slice(0, size));
      const right = left.length ? index.spelled(word.folded.slice(size)) : [];
      const frequency = Math.min(frequencyOf(left), frequencyOf(right));
      if (!right.length || frequency <= best) continue;
      best = frequency;
      out = [left, right].map((half) => [{ near: true, families: addFamilies([], half) }]);
    }
    return out;
  };

  /** @param {Asked} word @param {Index} index @returns {{near: boolean, families: string[], corrected: string}} */
  const correction = (word, index) => {
    const letters = [...word.folded];
    if (!isWord(word.term) || letters.length < 4) return { near: true, families: [], corrected: '' };
    // One wrong letter leaves the first half or the second as it is.
    const half = Math.floor((letters.length - 1) / 2);
    const head = letters.slice(0, half).join('');
    const tail = letters.slice(half + 1).reverse().join('');
    /** @type {Map<string, number>} */
    const words = new Map();
    for (const [key, entry] of index.beginning(head, index.terms, 3)) if (entry.meanings.length) words.set(key, frequencyOf(entry.meanings));
    for (const [key, entry] of index.beginning(tail, index.words, 3)) words.set([...key].reverse().join(''), frequencyOf(entry.meanings));
    let corrected = '';
    for (const [other, frequency] of words) {
      if (!isWord(other) || !oneEditApart(word.folded, other)) continue;
      const better = () => {
        const [first, second] = [other[0] === letters[0], corrected[0] === letters[0]];
        if (first !== second) return first;
        const known = words.get(corrected) ?? 0;
        return frequency !== known ? frequency > known : isBefore(other, corrected);
      };
      if (!corrected || better()) corrected = other;
    }
    return { near: true, families: corrected ? addFamilies([], index.spelled(corrected)) : [], corrected };
  };

  /** @param {Slot} slot @param {Index} index @returns {Resolved} */
  const resolve = (slot, index) => {
    /** @type {Resolved} */
    const out = { whole: [], parts: [], accented: '', corrected: '' };
    const take = (/** @type {Candidate[]} */ list, /** @type {Candidate} */ candidate) => {
      if (candidate.families.length) list.push(candidate);
      return candidate;
    };
    const exact = (/** @type {Asked} */ word) => ({ near: false, families: addFamilies([], index.spelled(word.folded)) });
    const word = slot.whole;
    const found = take(out.whole, exact(word));
    if (slot.open) take(out.whole, completions(word, index, found));
    if (!slot.parts.length) {
      if (word.term !== word.folded && index.entry(word.folded + '!' + word.term)) out.accented = word.folded + '!' + word.term;
      if (!out.whole.length) take(out.whole, byEnding(word, index));
      if (!out.whole.length) out.parts = byHalves(word, index);
      if (!out.whole.length && !out.parts.length) {
        const { corrected, ...candidate } = correction(word, index);
        if (take(out.whole, candidate).families.length) out.corrected = corrected;
      }
      return out;
    }
    slot.parts.forEach((part, i) => {
      let plain = exact(part);
      const more = slot.open && i + 1 === slot.parts.length ? completions(part, index, plain) : { near: true, families: [] };
      if (!plain.families.length) plain = byEnding(part, index);
      /** @type {Candidate[]} */
      const list = [];
      take(list, plain);
      take(list, more);
      out.parts.push(list);
    });
    return out;
  };
  const isKnown = (/** @type {Resolved} */ resolved) => resolved.whole.length > 0 || resolved.parts.some((part) => part.length > 0);

  // The order of answers: posting.cc and ranking.cc

  /** @param {Posting[][]} lists @returns {Posting[]} */
  const merged = (lists) => {
    if (lists.length === 1) return lists[0];
    const POINTS = [0, 1, 2, 5];
    /** @type {Map<number, Posting & {points: number}>} */
    const out = new Map();
    for (const posting of lists.flat()) {
      let sum = out.get(posting.document);
      if (!sum) out.set(posting.document, (sum = { document: posting.document, fields: 0, title: 0, heading: 0, points: 0 }));
      sum.fields |= posting.fields & 15;
      sum.title = Math.max(sum.title, posting.title);
      sum.heading = Math.max(sum.heading, posting.heading);
      sum.points += POINTS[posting.fields >> 4];
    }
    for (const sum of out.values()) sum.fields |= (sum.points >= 5 ? 3 : sum.points >= 2 ? 2 : sum.points) << 4;
    return [...out.values()];
  };

  const fieldWeight = (/** @type {Posting} */ posting) => {
    let weight = [0, 1, 1.6, 2.2][posting.fields >> 4];
    if (posting.fields & TITLE) weight += 2 + 2 / posting.title;
    if (posting.fields & HEADING) weight += 2 + 2 / posting.heading;
    if (posting.fields & ERRORS) weight += 1;
    if (posting.fields & CODE) weight += 0.8;
    return weight;
  };

  /** @returns {Match} */
  const noMatch = () => ({ strength: 0, near: false, fields: 0, title: 0, heading: 0, words: 0 });

  /** @param {Resolved[]} resolved @param {Index} index @param {(page: number) => boolean} allowed @returns {Ranked[]} */
  const rank = (resolved, index, allowed) => {
    const slots = resolved.filter(isKnown);
    const missing = slots.length < resolved.length;
    const weights = slots.map(() => 0);
    /** @type {Map<number, Match[]>} */
    const sections = new Map();
    /** @type {Map<number, number>} */
    const loose = new Map();

    const rarity = (/** @type {number} */ held) => Math.log(1 + ((index.sections ?? 0) - held + 0.5) / (held + 0.5));
    const put = (/** @type {number} */ slot, /** @type {number} */ document, /** @type {Match} */ match) => {
      let matches = sections.get(document);
      if (!matches) sections.set(document, (matches = slots.map(noMatch)));
      if (match.words && (!matches[slot].words || match.strength > matches[slot].strength)) matches[slot] = match;
    };
    /** @param {Candidate[]} candidates @returns {{found: Map<number, Match>, weight: number}} */
    const find = (candidates) => {
      /** @type {Map<number, Match>} */
      const found = new Map();
      let weight = 0;
      for (const candidate of candidates) {
        const lists = candidate.families.map((family) => index.postings(family));
        const postings = merged(lists.map((list) => list.postings));
        const rare = rarity(lists.length === 1 ? lists[0].held : postings.length);
        weight ||= rare;
        for (const posting of postings) {
          const strength = rare * (candidate.near ? 0.6 : 1) * fieldWeight(posting);
          const known = found.get(posting.document);
          if (!known || strength > known.strength)
            found.set(posting.document, { strength, near: candidate.near, fields: posting.fields, title: posting.title, heading: posting.heading, words: 1 });
        }
      }
      return { found, weight };
    };

    slots.forEach((slot, number) => {
      const { found, weight } = find(slot.whole);
      weights[number] = weight;
      if (slot.accented)
        for (const { document } of readPostings(index.entry(slot.accented)?.postings ?? '')) {
          const match = found.get(document);
          if (match) match.strength *= 1.25;
        }
      for (const [document, match] of found) put(number, document, match);
      if (!slot.parts.length) return;
      /** @type {Map<number, Match>} */
      const together = new Map();
      let sum = 0;
      for (const candidates of slot.parts) {
        const part = find(candidates);
        sum += part.weight;
        for (const [document, match] of part.found) {
          const all = together.get(document) ?? { ...noMatch(), fields: 255 };
          all.strength += match.strength;
          all.near ||= match.near;
          all.fields &= match.fields;
          all.title = Math.max(all.title, match.title);
          all.heading = Math.max(all.heading, match.heading);
          ++all.words;
          together.set(document, all);
        }
      }
      weights[number] ||= sum * 0.8;
      for (const [document, match] of together) {
        if (match.words === slot.parts.length) {
          put(number, document, { ...match, strength: match.strength * 0.8 });
        } else {
          loose.set(document, (loose.get(document) ?? 0) + match.strength * 0.25);
          put(number, document, noMatch());
        }
      }
    });

    const judge = (/** @type {number} */ document, /** @type {Match[]} */ matches) => {
      const head = document - (document % SECTIONS);
      const titles = head === document ? undefined : sections.get(head);
      const out = { document, tier: TIER.some, exact: true, score: 0 };
      let [own, title, heading, inHeading, touched, everywhere] = [false, true, true, true, false, true];
      let [words, titleWords, headingWords, met, all] = [0, 0, 0, 0, 0];
      matches.forEach((match, i) => {
        all += weights[i];
        const inherited = titles?.[i].words && titles[i].fields & TITLE ? titles[i] : undefined;
        if (inherited) out.score += 0.3 * inherited.strength;
        if (match.words) {
          out.score += match.strength;
          own = true;
          words += match.words;
          if (match.near) out.exact = false;
          if (!(match.fields & TITLE)) title = false;
          if (!(match.fields & (TITLE | HEADING)) && !inherited) heading = false;
          if (!(match.fields & HEADING)) inHeading = false;
          if (match.fields & (TITLE | HEADING)) touched = true;
          titleWords = Math.max(titleWords, match.title);
          headingWords = Math.max(headingWords, match.heading);
        } else {
          title = inHeading = false;
          if (!inherited) heading = everywhere = false;
          if (inherited?.near) out.exact = false;
        }
        if (match.words || inherited) met += weights[i];
      });
      if (own && everywhere) {
        const compact = Math.max(titleWords, headingWords) <= 3 * words;
        out.tier = heading && touched && compact ? TIER.heading : TIER.section;
        if (!missing && ((title && titleWords <= words) || (inHeading && headingWords <= words))) out.tier = TIER.title;
      } else {
        out.score *= all > 0 ? met / all : 0;
      }
      out.score = inMillionths(out.score + (loose.get(document) ?? 0));
      return out;
    };

    const out = [...sections].filter(([document]) => allowed(Math.floor(document / SECTIONS))).map(([document, matches]) => judge(document, matches));
    // Where the words are spread over a page, its best section stands for it.
    /** @type {Map<number, {met: boolean[], best: Ranked}>} */
    const pages = new Map();
    for (const ranked of out) {
      const number = Math.floor(ranked.document / SECTIONS);
      const page = pages.get(number) ?? { met: [], best: ranked };
      sections.get(ranked.document)?.forEach((match, i) => (page.met[i] ||= match.words > 0));
      const { best } = page;
      const better = ranked.tier !== best.tier ? ranked.tier < best.tier : ranked.score !== best.score ? ranked.score > best.score : ranked.document < best.document;
      if (better) page.best = ranked;
      pages.set(number, page);
    }
    for (const { met, best } of pages.values()) if (best.tier === TIER.some && met.every(Boolean)) best.tier = TIER.page;
    const place = (/** @type {Ranked} */ one) => (one.tier === TIER.some ? 100 : 2 * one.tier + (one.exact ? 0 : 3));
    return out.sort((a, b) => place(a) - place(b) || b.score - a.score || a.document - b.document);
  };

  /** What is worth showing: all that have every word; the best of the others when those are few. @param {Ranked[]} ranked */
  const withoutPoor = (ranked) => {
    const some = ranked.findIndex((one) => one.tier === TIER.some);
    if (some < 0) return ranked;
    if (some >= 5) return ranked.slice(0, some);
    const least = ranked[some].score * 0.25;
    return ranked.filter((one, i) => i < some || one.score >= least);
  };

  /** @param {Index} index @param {Filters} filters @returns {(page: number) => boolean} */
  const filterOf = (index, filters) => {
    const wanted = Object.entries(filters).filter(([, value]) => value);
    if (!wanted.length) return () => true;
    const lines = index.text((index.filterFiles ?? [])[0] ?? '').split('\n');
    const sets = wanted.map(([kind, value]) => {
      const line = lines.find((one) => one.startsWith(`${kind} ${value} `)) ?? '';
      return new Set(readPostings('0' + line.slice(line.lastIndexOf(' ') + 1)).map((posting) => posting.document));
    });
    return (page) => sets.every((set) => set.has(page));
  };

  /** What is shown of a section. @param {Index} index @param {Ranked} ranked @returns {Hit} */
  const describe = (index, ranked) => {
    const page = Math.floor(ranked.document / SECTIONS);
    const block = Math.floor(page / 4);
    const text = index.text('', `${(index.groups ?? [])[Math.floor(block / 16)]}/${block % 16}`);
    const begin = text.startsWith(`>${page} `) ? 0 : text.indexOf(`\n>${page} `) + 1;
    const lines = text.slice(begin).split('\n');
    const at = 3 + 3 * (ranked.document % SECTIONS);
    const [, kind, level, topic] = lines[0].split(' ').map((id) => (id === '-' ? '' : id));
    return {
      ...ranked,
      ...{ address: lines[1] ?? '', title: lines[2] ?? '', kind: kind ?? '', level: level ?? '', topic: topic ?? '' },
      ...{ anchor: lines[at] ?? '', heading: lines[at + 1] ?? '', excerpt: lines[at + 2] ?? '', error: '', matched: [0, 0] },
    };
  };

  /** @param {Index} index @param {string} query @param {Filters} filters @param {number} limit @returns {Promise<Answer>} */
  const search = async (index, query, filters = {}, limit = 10) => {
    query = query.slice(0, 10000);
    const ask = () => {
      index.capped = false;
      const slots = slotsOf(query, index);
      const resolved = slots.map((slot) => resolve(slot, index));
      const ranked = withoutPoor(rank(resolved, index, filterOf(index, filters)));
      return { slots, resolved, ranked };
    };
    index.all = false;
    let asked = await index.with(ask);
    if (index.capped && asked.slots.length > 1 && asked.ranked.filter((one) => one.tier < TIER.some).length < limit) {
      index.all = true;
      asked = await index.with(ask);
    }
    const { slots, resolved, ranked } = asked;
    const hits = await index.with(() => ranked.slice(0, limit).map((one) => describe(index, one)));
    /** @type {Answer} */
    const answer = { hits, total: ranked.length, missing: [], corrections: [], forms: new Set() };
    const families = new Set(resolved.flatMap((one) => [...one.whole, ...one.parts.flat()]).flatMap((candidate) => candidate.families));
    for (const file of index.read.values())
      for (const [key, entry] of file) if (entry.meanings.some((meaning) => families.has(meaning.family))) answer.forms.add(key);
    slots.forEach((slot, i) => {
      if (!isKnown(resolved[i])) answer.missing.push(slot.written);
      if (resolved[i].corrected) answer.corrections.push({ from: slot.written, to: resolved[i].corrected });
    });
    return answer;
  };

  Object.assign(globalThis, { atelierEngine: { Index, Unreadable, TIER, search, describe, fold, runsOf, cut, readPostings, checksum, inMillionths, slotsOf } });
})();
