// What the scripts of the search say to each other. For readers and for `tsc --checkJs`; not part of the site.
//
//   search-open.js     core.js brings it to every page: waits for '/', Ctrl-K or the search link, then loads the next two; marks the words of ?q=
//   search-engine.js   the index: cuts a query, reads the files that it needs, ranks
//   search.js          the dialog
//   search-guess.js    for words that the course does not have: other endings, two words in one, typing errors; loaded when there is one
//   search-error.js    for pasted errors; loaded when something looks like one
//   search-mark.js     marks words on a page; loaded for ?q=
//   search-pages.js    the search page and the page for pasted errors; loaded there
//
// A page says where they are on the element of core.js (addresses from the site's root, which is data-root away):
//   data-root="../"  data-search="assets/search/fr.js"  data-search-style  data-search-scripts="engine search guess error mark pages", in that order
// What the search says is in words.<language>.js beside the root of the index: atelierWords({key: text}).

declare namespace Search {
  /** A term of a query, and the same without accents. */
  interface Asked {
    term: string;
    folded: string;
  }
  /** A word, name or number of a query, with the parts of a compound; open: the last one, perhaps not yet complete. */
  interface Slot {
    written: string;
    whole: Asked;
    parts: Asked[];
    open: boolean;
  }
  /** Families that may stand in a slot; near: by the beginning of a word, by its ending or by a correction. */
  interface Candidate {
    near: boolean;
    families: string[];
  }
  interface Resolved {
    whole: Candidate[];
    parts: Candidate[][];
    /** The entry of the exact spelling, where others differ in accents. */
    accented: string;
    corrected: string;
  }
  /** fields: 1 title, 2 heading, 4 code, 8 errors, and the strength in the body << 4; title, heading: how many words they have. */
  interface Posting {
    document: number;
    fields: number;
    title: number;
    heading: number;
  }
  interface Meaning {
    family: string;
    frequency: number;
  }
  interface Entry {
    meanings: Meaning[];
    postings: string;
  }
  /** How a section meets a slot; words: 0 when it does not. */
  interface Match {
    strength: number;
    near: boolean;
    fields: number;
    title: number;
    heading: number;
    words: number;
  }
  interface Ranked {
    document: number;
    /** 0 an error it knows, 1 title, 2 heading, 3 section, 4 page, 5 some words are missing. */
    tier: number;
    exact: boolean;
    score: number;
  }
  interface Hit extends Ranked {
    address: string;
    title: string;
    kind: string;
    level: string;
    topic: string;
    anchor: string;
    heading: string;
    /** The first words; `code` in backticks. */
    excerpt: string;
    /** Tier 0: the error that was recognised, and where it stands in what was pasted. */
    error?: string;
    matched?: [number, number];
  }
  interface Answer {
    hits: Hit[];
    total: number;
    missing: string[];
    corrections: { from: string; to: string }[];
    /** Words without accents that the answer is about: for marking. */
    forms: Set<string>;
  }
  type Filters = Record<string, string>;

  /** One language of the course's index. */
  interface Index {
    language: string;
    others: string[];
    sections: number;
    common: Set<string>;
    suffixes: Set<string>;
    pairs: string[][];
    terms: string[];
    words: string[];
    groups: string[];
    errorFiles: string[];
    filterFiles: string[];
    /** Files that are needed and have not arrived. */
    wanted: Set<string>;
    read: Map<string, Map<string, Entry>>;
    /** Whether postings beyond the first ones are wanted, and whether there were any. */
    all: boolean;
    capped: boolean;
    open(): Promise<Index>;
    with<T>(work: () => T): Promise<T>;
    text(name: string, path?: string): string;
    entry(key: string): Entry | undefined;
    beginning(prefix: string, list: string[], most: number): [string, Entry][];
    postings(family: string): { postings: Posting[]; held: number };
  }

  interface Engine {
    /** `folder` ends in '/'; `load` reads a script of that folder, or the one for guesses when the name is ''. */
    Index: new (folder: string, language: string, load: (name: string) => Promise<unknown>) => Index;
    Unreadable: new (file: string) => Error;
    fold: (text: string) => string;
    isWord: (text: string) => boolean;
    isBefore: (a: string, b: string) => boolean;
    runsOf: (query: string) => { text: string; end: number }[];
    cut: (run: string, language: string) => string[];
    familiesOf: (entry: Entry | undefined, families?: string[]) => string[];
    checksum: (text: string) => string;
    readPostings: (text: string) => Posting[];
    inMillionths: (score: number) => number;
    describe: (index: Index, ranked: Ranked) => Hit;
    search: (index: Index, query: string, filters?: Filters, limit?: number) => Promise<Answer>;
    /** search-guess.js; undefined until it is loaded. */
    guess?: (word: Asked, index: Index) => Resolved;
    byEnding?: (word: Asked, index: Index) => Candidate;
    /** search-error.js. */
    looksLikeError?: (query: string) => boolean;
    errorTokens?: (text: string, most?: number) => ErrorToken[];
    findError?: (index: Index, pasted: string, limit?: number) => Promise<Hit[]>;
  }

  interface ErrorToken {
    word: string;
    literal: string;
    begin: number;
    end: number;
  }

}

declare var atelierEngine: Search.Engine;
/** Takes the words that the search says; `all`: they, when they have come. */
declare var atelierWords: { (words: Record<string, string>): void; all: Record<string, string> };
declare var atelierShard: (name: string, text: string) => void;
declare var atelierSearch: {
  open: (query?: string) => void;
  /** Builds filters, status and results below a field, and keeps them up to date. */
  searchIn: (parent: HTMLElement, field: HTMLInputElement, how: { options: boolean; limit: number }) => { update: () => void };
  say: (key: string, values?: Record<string, string | number>) => string;
  make: <T extends keyof HTMLElementTagNameMap>(tag: T, attributes?: Record<string, string>, ...children: (Node | string)[]) => HTMLElementTagNameMap[T];
  errorsIn: (index: Search.Index, query: string, limit: number) => Promise<Search.Hit[]>;
  indexOf: (language: string) => Promise<Search.Index>;
  ask: (query: string, language: string, filters: Search.Filters, limit: number) => Promise<Search.Answer>;
  linkTo: (hit: Search.Hit, query: string, forms: Set<string>, language: string) => HTMLAnchorElement;
  isError: (hit: Search.Hit) => boolean;
  ownLanguage: string;
};
