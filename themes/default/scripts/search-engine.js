// Search in the browser. types/search.d.ts says which script does what; generator/search/shards.h what the files of the index hold.
// This one cuts, resolves and ranks as generator/search does (run.cc, query.cc, ranking.cc), on the same numbers.
(() => {
  'use strict';
  const [TITLE, HEADING, CODE, ERRORS] = [1, 2, 4, 8];
  const [IN_TITLE, IN_HEADING, IN_SECTION, IN_PAGE, SOME] = [1, 2, 3, 4, 5];
  const SECTIONS = 16; // document numbers of a page
  const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

  /** @type {Search.Engine['fold']} */
  const fold = (text) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[œæßøłđðþı]/g, (letter) => 'oe ae ss o l d d th i'.split(' ')['œæßøłđðþı'.indexOf(letter)]);
  const isDigit = (/** @type {string} */ c) => c >= '0' && c <= '9';
  /** @type {Search.Engine['isWord']} */
  const isWord = (text) => /^[\p{L}\p{M}\p{N}]+$/u.test(text) && !/[0-9]/.test(text);
  /** @type {Search.Engine['inMillionths']} */
  const inMillionths = (score) => Math.round(score * 1e6) / 1e6;
  /** In the order of code points, as the index is sorted. @type {Search.Engine['isBefore']} */
  const isBefore = (a, b) => {
    for (let i = 0; ; ++i) {
      const x = a.codePointAt(i) ?? -1;
      const y = b.codePointAt(i) ?? -1;
      if (x !== y || x < 0) return x < y;
    }
  };

  // Cutting: run.cc

  const RUN = /[\p{L}\p{M}\p{N}_\-.:/\\@=+#$%~*'’‘ʼ＇\u2010\u2011\u00AD\u200B-\u200D\u2060\uFEFF]+/gu;
  const ELIDED = /^(l|d|j|m|t|s|n|c|ç|qu|jusqu|lorsqu|puisqu|quoiqu)'/i;
  const ENCLITIC = /^(..+)-(je|tu|il|elle|on|nous|vous|ils|elles|le|la|les|lui|leur|moi|toi|en|y|ce|ci|là|t)$/i;

  /** @type {Search.Engine['runsOf']} */
  const runsOf = (query) => {
    const out = [];
    for (const found of query.matchAll(RUN)) {
      const run = found[0];
      const first = run.search(/[\p{L}\p{M}\p{N}]/u);
      if (first < 0) continue;
      const start = run.search(/[^'’‘ʼ＇]/);
      const kept = /^(?!\.{3})[_\-./@#$%~*]{0,3}$/.test(run.slice(start, first)) && !isDigit(run[first]);
      let last = run.replace(/[^\p{L}\p{M}\p{N}]+$/u, '').length;
      if (run.startsWith('++', last)) last += 2;
      if (run[last] === '#' && last - first === 1 && run[first] < '\x80') ++last;
      out.push({ text: run.slice(kept ? start : first, last), end: found.index + last });
    }
    return out;
  };

  /** A border in camelCase, or between letters and digits; not in "LLMs". @type {(word: string, at: number) => boolean} */
  const isBorder = (word, at) => {
    const [a, b] = [word[at - 1], word[at]];
    if (isDigit(a) !== isDigit(b)) return true;
    if (!/[A-Z]/.test(b)) return false;
    return /[a-z]/.test(a) || (/[A-Z]/.test(a) && /^[a-z](?!$)|^[a-rt-z]/.test(word.slice(at + 1)));
  };

  /** @type {Search.Engine['cut']} */
  const cut = (run, language) => {
    const out = /** @type {string[]} */ ([]);
    /** @type {(written: string) => void} */
    const add = (written) => {
      const term = written.replaceAll("'", '').toLowerCase();
      if (term && out.length < 32 && [...term].length <= 64 && !out.includes(term) && (!out.length || term.length > 1 || term > '\x7f')) out.push(term);
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
    /** @type {(word: string) => void} */
    const atom = (word) => {
      add(word);
      for (let begin = 0, at = 1; at <= word.length; ++at) {
        if (at < word.length && !isBorder(word, at)) continue;
        const piece = word.slice(begin, at);
        if (piece.length < word.length && [...piece].length >= (isDigit(piece[0]) ? 2 : 3)) add(piece);
        begin = at;
      }
    };
    /** @type {(word: string, signs: RegExp, take: (part: string) => void) => void} */
    const each = (word, signs, take) => word.split(signs).forEach((part) => part && out.length < 32 && take(part));
    /** @type {(word: string) => void} */
    const simple = (word) => {
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
    if (!body) run = withoutClitics(run);
    if (!body && !/[_.:/\\@=+#$%~*]/.test(run)) simple(run);
    else if (body >= 0) {
      add(run);
      each(run, /[:/\\@=+#$%~*]/, (piece) => {
        if (!/[._]/.test(piece)) return simple(piece);
        if (!/[^._]/.test(piece)) return;
        add(piece);
        each(piece, /[._]/, simple);
      });
    }
    return out;
  };

  // The index: files that are read when a query needs them

  const arrived = /** @type {Map<string, string>} */ (new Map()); // by name, with its checksum and without
  /** @type {Search.Engine['checksum']} */
  const checksum = (text) => {
    let hash = 2166136261;
    for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return (hash >>> 0).toString(36).padStart(7, '0');
  };
  // Each file calls this. One whose text is not what its name says has not arrived.
  globalThis.atelierShard = (name, text) => {
    if (name.slice(-7) === checksum(text)) arrived.set(name, text).set(name.slice(0, -8), text);
  };

  class Unreadable extends Error {}

  /** @type {Search.Engine['readPostings']} */
  const readPostings = (text) => {
    const out = [];
    for (const group of text ? text.split(',') : []) {
      let at = 0;
      const digit = () => DIGITS.indexOf(group[at++] ?? '?');
      const fields = digit();
      const title = fields & TITLE ? digit() : 0;
      const heading = fields & HEADING ? digit() : 0;
      for (let document = 0; at < group.length; ) {
        for (let shift = 1, value = 32; value >= 32; shift *= 32) {
          value = digit();
          if (value < 0 || shift > 2 ** 25) throw new Unreadable(text);
          document += (value & 31) * shift;
        }
        out.push({ document, fields, title, heading });
      }
    }
    return out;
  };

  /** The files that may hold keys from one to another. @type {(list: string[], from: string, to: string) => string[]} */
  const filesBetween = (list, from, to) =>
    list.filter((_, i) => i % 2 === 0 && !(i > 0 && isBefore(to, list[i - 1])) && !(i + 1 < list.length && !isBefore(from, list[i + 1])));

  /** @implements {Search.Index} */
  class Index {
    wanted = /** @type {Set<string>} */ (new Set());
    read = /** @type {Map<string, Map<string, Search.Entry>>} */ (new Map());
    all = false;
    capped = false;
    others = /** @type {string[]} */ ([]);
    sections = 0;
    common = /** @type {Set<string>} */ (new Set());
    suffixes = this.common;
    pairs = /** @type {string[][]} */ ([]);
    terms = this.others;
    words = this.others;
    groups = this.others;
    errorFiles = this.others;
    filterFiles = this.others;

    /** @param {string} folder @param {string} language @param {(name: string) => Promise<unknown>} load */
    constructor(folder, language, load) {
      this.folder = folder;
      this.language = language;
      this.load = load;
    }

    async open() {
      const key = this.language + '/root';
      if (!arrived.has(key)) await this.load(this.language);
      const lines = (arrived.get(key) ?? '').split('\n');
      if (lines.length < 11 || lines[0] !== '1') throw new Unreadable(this.language + '.js');
      const [own, common, suffixes, pairs, terms, words, groups, errorFiles, filterFiles] = [1, 3, 4, 5, 6, 7, 8, 9, 10].map((line) => lines[line].split(' ').filter(Boolean));
      Object.assign(this, { terms, words, groups, errorFiles, filterFiles, others: own.slice(1), sections: Number(lines[2]) });
      Object.assign(this, { common: new Set(common), suffixes: new Set(suffixes), pairs: pairs.map((pair) => pair.split('>')) });
      return this;
    }

    /** The text of a file; '' and a note when it has not arrived. @param {string} name */
    text(name) {
      const text = arrived.get(`${this.language}/${name}`);
      if (text === undefined) this.wanted.add(name);
      return text ?? '';
    }

    /** Does what needs files until they are all there. @template T @param {() => T} work @returns {Promise<T>} */
    async with(work) {
      for (let round = 0; round < 9; ++round) {
        this.wanted.clear();
        const result = work();
        const missing = [...this.wanted];
        if (!missing.length) return result;
        await Promise.all(missing.map((name) => this.load(name && `${this.language}/${name}`)));
        this.wanted.clear();
        missing.forEach((name) => name && this.text(name));
        if (this.wanted.size) break;
      }
      throw new Unreadable([...this.wanted].join(' '));
    }

    /** @param {string} name */
    entries(name) {
      const known = this.read.get(name);
      if (known) return known;
      const text = this.text(name);
      const out = /** @type {Map<string, Search.Entry>} */ (new Map());
      if (!text) return out;
      const backwards = name[0] === 'r';
      let key = '';
      for (const entry of text.split('|')) {
        const [rest, meaning = '-', postings = '', ...more] = backwards ? [entry.slice(1, -1)] : entry.slice(1).split(' ');
        key = key.slice(0, DIGITS.indexOf(entry[0])) + rest;
        const meanings = meaning === '-' ? [] : meaning.split(',').map((one) => ({ frequency: Number(one[0]), family: key.slice(0, key.length - DIGITS.indexOf(one[1])) + one.slice(2) }));
        if (backwards) meanings.push({ frequency: Number(entry.slice(-1)), family: '' });
        out.set(key, { meanings, postings: [postings, ...more].join(' ') });
      }
      this.read.set(name, out);
      return out;
    }

    /** @param {string} key */
    entry(key) {
      const [file] = filesBetween(this.terms, key, key);
      return file ? this.entries(file).get(key) : undefined;
    }

    /** Entries whose keys begin so; none when they are in more files than may be read for it.
     * @param {string} prefix @param {string[]} list @param {number} most */
    beginning(prefix, list, most) {
      const files = filesBetween(list, prefix, prefix + '\u{10FFFF}');
      if (files.length > most) return [];
      return files.flatMap((file) => [...this.entries(file)]).filter(([key, entry]) => key.startsWith(prefix) && entry.meanings.length);
    }

    /** @param {string} family */
    postings(family) {
      const text = this.entry(family)?.postings ?? '';
      if (text[0] !== '*') {
        const postings = readPostings(text);
        return { postings, held: postings.length };
      }
      // Too many for one entry: "*", how many, the file with the rest, a space, the best ones.
      const [head, best] = text.slice(1).split(' ');
      const file = head.slice(-9);
      const held = [...head.slice(0, -9)].reduceRight((sum, digit) => sum * 32 + (DIGITS.indexOf(digit) & 31), 0);
      const postings = readPostings(best);
      this.capped = true;
      if (!this.all) return { postings, held };
      return { postings: postings.concat(readPostings(this.entries(file).get(family)?.postings ?? '')), held };
    }
  }

  // What a word may stand for: query.cc

  /** @type {Search.Engine['familiesOf']} */
  const familiesOf = (entry, families = []) => {
    for (const { family } of entry?.meanings ?? []) if (!families.includes(family)) families.push(family);
    return families;
  };

  /** @type {(query: string, index: Search.Index) => Search.Slot[]} */
  const slotsOf = (query, index) => {
    const slots = /** @type {Search.Slot[]} */ ([]);
    const common = /** @type {Search.Slot[]} */ ([]);
    const isCommon = (/** @type {Search.Asked} */ word) => isWord(word.term) && index.common.has(word.folded);
    for (const run of runsOf(query)) {
      const [whole, ...parts] = cut(run.text, index.language).map((term) => ({ term, folded: fold(term) }));
      if (!whole) continue;
      const slot = { written: run.text, whole, parts: parts.filter((part) => !isCommon(part)), open: run.end === query.length };
      const list = isCommon(whole) ? common : slots;
      const twin = list.find((other) => other.whole.folded === whole.folded);
      if (twin) twin.open ||= slot.open;
      else if (list.length < 12) list.push(slot);
    }
    return slots.length ? slots : common;
  };

  /** What begins with the word, the shortest first. @type {(word: Search.Asked, index: Search.Index, exact: string[]) => string[]} */
  const completions = (word, index, exact) => {
    if ([...word.folded].length < 2) return [];
    const entries = index.beginning(word.folded, index.terms, 8).filter(([key]) => !key.includes('!'));
    entries.sort(([a], [b]) => [...a].length - [...b].length);
    const families = [...exact];
    entries.forEach(([, entry]) => familiesOf(entry, families));
    return families.slice(exact.length, exact.length + 48);
  };

  /** @type {(slot: Search.Slot, index: Search.Index) => Search.Resolved} */
  const resolve = (slot, index) => {
    /** @type {(word: Search.Asked, open: boolean) => Search.Candidate[]} */
    const candidates = (word, open) => {
      const exact = familiesOf(index.entry(word.folded));
      return [
        { near: false, families: exact },
        { near: true, families: open ? completions(word, index, exact) : [] },
      ].filter((candidate) => candidate.families.length);
    };
    const guessing = () => {
      // Not while files are on their way: they may have the word.
      if (!engine.guess && !index.wanted.size) index.wanted.add('');
      return engine.guess;
    };
    const word = slot.whole;
    const out = { whole: candidates(word, slot.open), parts: /** @type {Search.Candidate[][]} */ ([]), accented: '', corrected: '' };
    if (!slot.parts.length) {
      const accented = `${word.folded}!${word.term}`;
      if (word.term !== word.folded && index.entry(accented)) out.accented = accented;
      return out.whole.length ? out : (guessing()?.(word, index) ?? out);
    }
    out.parts = slot.parts.map((part, i) => {
      const list = candidates(part, slot.open && i === slot.parts.length - 1);
      const ending = list[0]?.near === false ? undefined : guessing() && engine.byEnding?.(part, index);
      return ending?.families.length ? [ending, ...list] : list;
    });
    return out;
  };
  const isKnown = (/** @type {Search.Resolved} */ resolved) => resolved.whole.length > 0 || resolved.parts.some((part) => part.length);

  // The order of answers: posting.cc and ranking.cc

  /** @type {(lists: Search.Posting[][]) => Search.Posting[]} */
  const merged = (lists) => {
    if (lists.length === 1) return lists[0];
    const out = /** @type {Map<number, Search.Posting & {points: number}>} */ (new Map());
    for (const posting of lists.flat()) {
      const sum = out.get(posting.document) ?? { ...posting, fields: 0, points: 0 };
      sum.fields |= posting.fields & 15;
      sum.title = Math.max(sum.title, posting.title);
      sum.heading = Math.max(sum.heading, posting.heading);
      sum.points += [0, 1, 2, 5][posting.fields >> 4];
      out.set(posting.document, sum);
    }
    return [...out.values()].map((sum) => ({ ...sum, fields: sum.fields | ((sum.points >= 5 ? 3 : sum.points >= 2 ? 2 : sum.points) << 4) }));
  };

  /** @type {(posting: Search.Posting) => number} */
  const fieldWeight = ({ fields, title, heading }) => {
    let weight = [0, 1, 1.6, 2.2][fields >> 4];
    if (fields & TITLE) weight += 2 + 2 / title;
    if (fields & HEADING) weight += 2 + 3 / heading;
    if (fields & ERRORS) weight += 1;
    if (fields & CODE) weight += 0.4;
    return weight;
  };

  const noMatch = () => ({ strength: 0, near: false, fields: 0, title: 0, heading: 0, words: 0 });

  /** @type {(resolved: Search.Resolved[], index: Search.Index, allowed: (page: number) => boolean) => Search.Ranked[]} */
  const rank = (resolved, index, allowed) => {
    const slots = resolved.filter(isKnown);
    const weights = slots.map(() => 0);
    const sections = /** @type {Map<number, Search.Match[]>} */ (new Map());
    const loose = /** @type {Map<number, number>} */ (new Map());

    /** @type {(slot: number, document: number, match: Search.Match) => void} */
    const put = (slot, document, match) => {
      const matches = sections.get(document) ?? slots.map(noMatch);
      if (match.words && (!matches[slot].words || match.strength > matches[slot].strength)) matches[slot] = match;
      sections.set(document, matches);
    };
    /** @type {(candidates: Search.Candidate[]) => {found: Map<number, Search.Match>, weight: number}} */
    const find = (candidates) => {
      const found = /** @type {Map<number, Search.Match>} */ (new Map());
      let weight = 0;
      for (const { near, families } of candidates) {
        const lists = families.map((family) => index.postings(family));
        const postings = merged(lists.map((list) => list.postings));
        const held = lists.length === 1 ? lists[0].held : postings.length;
        const rare = Math.log(1 + (index.sections - held + 0.5) / (held + 0.5));
        weight ||= rare;
        for (const posting of postings) {
          const { document, fields, title, heading } = posting;
          const strength = rare * (near ? 0.6 : 1) * fieldWeight(posting);
          if (strength > (found.get(document)?.strength ?? -1)) found.set(document, { strength, near, fields, title, heading, words: 1 });
        }
      }
      return { found, weight };
    };

    slots.forEach((slot, number) => {
      const { found, weight } = find(slot.whole);
      weights[number] = weight;
      for (const { document } of slot.accented ? readPostings(index.entry(slot.accented)?.postings ?? '') : []) {
        const match = found.get(document);
        if (match) match.strength *= 1.25;
      }
      found.forEach((match, document) => put(number, document, match));
      const together = /** @type {Map<number, Search.Match>} */ (new Map());
      let sum = 0;
      for (const candidates of slot.parts) {
        const part = find(candidates);
        sum += part.weight;
        part.found.forEach((match, document) => {
          const all = together.get(document) ?? { ...noMatch(), fields: 255 };
          all.strength += match.strength;
          all.near ||= match.near;
          all.fields &= match.fields;
          all.title = Math.max(all.title, match.title);
          all.heading = Math.max(all.heading, match.heading);
          ++all.words;
          together.set(document, all);
        });
      }
      weights[number] ||= sum * 0.8;
      together.forEach((match, document) => {
        const all = match.words === slot.parts.length;
        if (!all) loose.set(document, match.strength * 0.25 + (loose.get(document) ?? 0));
        put(number, document, all ? { ...match, strength: match.strength * 0.8 } : noMatch());
      });
    });

    /** @type {(document: number, matches: Search.Match[]) => Search.Ranked} */
    const judge = (document, matches) => {
      const head = document - (document % SECTIONS);
      const titles = head === document ? undefined : sections.get(head);
      let [own, title, heading, inHeading, touched, everywhere, exact] = [false, true, true, true, false, true, true];
      let [score, words, titleWords, headingWords, met, all] = [0, 0, 0, 0, 0, 0];
      matches.forEach((match, i) => {
        const inherited = titles?.[i].words && titles[i].fields & TITLE ? titles[i] : undefined;
        if (inherited) score += 0.3 * inherited.strength;
        all += weights[i];
        if (match.words || inherited) met += weights[i];
        if (!match.words) {
          title = inHeading = false;
          if (!inherited) heading = everywhere = false;
          if (inherited?.near) exact = false;
          return;
        }
        own = true;
        score += match.strength;
        words += match.words;
        if (match.near) exact = false;
        if (!(match.fields & TITLE)) title = false;
        if (!(match.fields & HEADING)) inHeading = false;
        if (match.fields & (TITLE | HEADING)) touched = true;
        else if (!inherited) heading = false;
        titleWords = Math.max(titleWords, match.title);
        headingWords = Math.max(headingWords, match.heading);
      });
      let tier = SOME;
      if (own && everywhere) {
        tier = heading && touched && Math.max(titleWords, headingWords) <= 3 * words ? IN_HEADING : IN_SECTION;
        const named = (title && titleWords <= words) || (inHeading && headingWords <= words);
        if (named && slots.length === resolved.length) tier = IN_TITLE;
      } else {
        score *= all > 0 ? met / all : 0;
      }
      return { document, tier, exact, score: inMillionths(score + (loose.get(document) ?? 0)) };
    };

    const pageOf = (/** @type {number} */ document) => Math.floor(document / SECTIONS);
    const out = [...sections].filter(([document]) => allowed(pageOf(document))).map(([document, matches]) => judge(document, matches));
    // Where the words are spread over a page, its best section stands for it.
    const pages = /** @type {Map<number, {met: boolean[], best: Search.Ranked}>} */ (new Map());
    for (const ranked of out) {
      const page = pages.get(pageOf(ranked.document)) ?? { met: slots.map(() => false), best: ranked };
      sections.get(ranked.document)?.forEach((match, i) => (page.met[i] ||= match.words > 0));
      if ((ranked.tier - page.best.tier || page.best.score - ranked.score || ranked.document - page.best.document) < 0) page.best = ranked;
      pages.set(pageOf(ranked.document), page);
    }
    for (const { met, best } of pages.values()) if (best.tier === SOME && met.every(Boolean)) best.tier = IN_PAGE;
    const place = (/** @type {Search.Ranked} */ one) => (one.tier === SOME ? 100 : 2 * one.tier + (one.exact ? 0 : 3));
    out.sort((a, b) => place(a) - place(b) || b.score - a.score || a.document - b.document);
    // All that have every word; the best of the others when those are few.
    const some = out.findIndex((one) => one.tier === SOME);
    return out.filter((one, i) => some < 0 || i < some || (some < 5 && one.score >= out[some].score * 0.25));
  };

  /** @type {(index: Search.Index, filters: Search.Filters) => (page: number) => boolean} */
  const filterOf = (index, filters) => {
    const wanted = Object.entries(filters).filter(([, value]) => value);
    if (!wanted.length) return () => true;
    const lines = index.text(index.filterFiles[0] ?? '').split('\n');
    const sets = wanted.map(([kind, value]) => {
      const line = lines.find((one) => one.startsWith(`${kind} ${value} `)) ?? '';
      return new Set(readPostings('0' + line.slice(line.lastIndexOf(' ') + 1)).map((posting) => posting.document));
    });
    return (page) => sets.every((set) => set.has(page));
  };

  /** @type {Search.Engine['describe']} */
  const describe = (index, ranked) => {
    const page = Math.floor(ranked.document / SECTIONS);
    const block = Math.floor(page / 4);
    const text = '\n' + index.text(`${index.groups[Math.floor(block / 16)]}/${block % 16}`);
    const lines = text.slice(text.indexOf(`\n>${page} `) + 1).split('\n');
    const [kind = '', level = '', topic = ''] = lines[0].split(' ').slice(1).map((id) => (id === '-' ? '' : id));
    const [address = '', title = ''] = lines.slice(1);
    const [anchor = '', heading = '', excerpt = ''] = lines.slice(3 + 3 * (ranked.document % SECTIONS));
    return { ...ranked, address, title, kind, level, topic, anchor, heading, excerpt };
  };

  /** @type {Search.Engine['search']} */
  const search = async (index, query, filters = {}, limit = 10) => {
    query = query.slice(0, 10000);
    const ask = () => {
      index.capped = false;
      const slots = slotsOf(query, index);
      const resolved = slots.map((slot) => resolve(slot, index));
      return { slots, resolved, ranked: rank(resolved, index, filterOf(index, filters)) };
    };
    index.all = false;
    let asked = await index.with(ask);
    if (index.capped && asked.slots.length > 1 && !(asked.ranked[limit - 1]?.tier < SOME)) {
      index.all = true;
      asked = await index.with(ask);
    }
    const { slots, resolved, ranked } = asked;
    const hits = await index.with(() => ranked.slice(0, limit).map((one) => describe(index, one)));
    const total = ranked.filter((one) => one.tier < SOME).length || ranked.length;
    const answer = { hits, total, missing: /** @type {string[]} */ ([]), corrections: /** @type {Search.Answer['corrections']} */ ([]), forms: /** @type {Set<string>} */ (new Set()) };
    const families = new Set(resolved.flatMap((one) => [...one.whole, ...one.parts.flat()]).flatMap((candidate) => candidate.families));
    for (const file of index.read.values()) for (const [key, entry] of file) if (entry.meanings.some(({ family }) => families.has(family))) answer.forms.add(key);
    slots.forEach(({ written }, i) => {
      if (!isKnown(resolved[i])) answer.missing.push(written);
      if (resolved[i].corrected) answer.corrections.push({ from: written, to: resolved[i].corrected });
    });
    return answer;
  };

  /** @type {Search.Engine} */
  const engine = { Index, Unreadable, fold, isWord, isBefore, runsOf, cut, familiesOf, checksum, readPostings, inMillionths, describe, search };
  globalThis.atelierEngine = engine;
})();
