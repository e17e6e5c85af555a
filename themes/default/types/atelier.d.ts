// The namespace that the scripts of themes/default/scripts/ share, for `tsc --checkJs`: what each file adds to it, and who may use it
// (core.js lists the order in which they run). Nothing of this file reaches the site.

/** Each entry of a record begins with the second it was written in; record.js has the whole format. */
interface AtelierPage {
  mark?: [number, number, number];
  parts?: Record<string, [number, number, number]>;
}
interface AtelierRecord {
  pages: Record<string, AtelierPage>;
  quizzes: Record<string, [number, number, number, number, string]>;
  labs: Record<string, Record<string, [number, string]>>;
}
interface AtelierValue {
  type: string;
  value: string;
}
type AtelierFill = Record<string, string | number>;
type AtelierAttributes = Record<string, string | number | boolean | ((event: any) => void)>;

interface Atelier {
  // core.js
  own: HTMLScriptElement;
  /** Of every key in localStorage: "atelier:<course>:". */
  prefix: string;
  query: URLSearchParams;

  // kit.js
  /** The interface's words for `key`, from the page's <template data-strings>; the key itself when there are none. */
  text(key: string, fill?: AtelierFill): string;
  /** The words of `key`.one or `key`.other; {n} is the number. */
  count(key: string, n: number, fill?: AtelierFill): string;
  size(bytes: number): string;
  date(date: Date): string;
  make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: AtelierAttributes, ...children: (Node | string)[]): HTMLElementTagNameMap[K];
  unseen(text: string): HTMLElement;
  button(key: string, pressed: () => unknown, attributes?: AtelierAttributes): HTMLButtonElement;
  /** A button that asks `sure` before it does what it says. */
  twice(key: string, sure: string, done: () => void): HTMLElement;
  announce(words: string): void;
  /** A note at the top of the page, once; `more` stands before its button to close it. */
  tell(key: string, fill?: AtelierFill, tone?: string, ...more: Node[]): void;
  read(subject: string): string | null;
  /** Null forgets. False: it lasts only as long as the page, and the reader has been told. */
  keep(subject: string, text: string | null): boolean;
  elsewhere(subject: string, changed: () => void): void;
  offer(name: string, text: string): void;
  /** Null: the file has more than `most` bytes. */
  readFile(file: File, most: number): Promise<string | null>;
  chooser(key: string, most: number, done: (content: string | null) => void): [HTMLButtonElement, HTMLInputElement];
  json(text: string): any;
  isObject(value: unknown): value is Record<string, any>;

  // values.js
  values: {
    isEntry(name: unknown, entry: any): boolean;
    get(name: string): string;
    type(name: string): string;
    entries(): [string, AtelierValue][];
    set(name: string, type: string, own: string, secret?: boolean): void;
    take(entries: [string, AtelierValue][]): void;
    clear(): void;
    plain(code: Element): { text: string; missing: string[] };
  };
  // value_types.js
  /** The key of the words that say what is wrong, or nothing. */
  typeProblem(type: string, value: string, from?: "reader" | "file"): string;
  // worksheet.js
  parseWorksheet(content: string | null): { problem?: string; entries?: [string, AtelierValue][] };
  // copy.js
  commands(code: string): string;

  // record.js
  record: {
    outcomes: string[];
    mostBytes: number;
    parse(text: string | null, most?: number): { record?: AtelierRecord; problem?: string };
    merge(a: AtelierRecord, b: AtelierRecord): AtelierRecord;
    write(): string;
    get(): AtelierRecord;
    mark(page: string, rev: number, mark: number): void;
    part(page: string, section: string, rev: number, on: boolean): void;
    quiz(page: string, quiz: string, rev: number, right: boolean, box: number, due: string): void;
    lab(lab: string, checks: [string, string][]): void;
    take(other: AtelierRecord): void;
    clear(): void;
    state(page: string, rev: number): "none" | "under-way" | "done" | "changed";
    labState(lab: string): "none" | "under-way" | "done";
  };
  // boxes.js
  boxes: {
    today(): string;
    dayOf(date: Date): string;
    later(day: string, more: number): string;
    next(box: number | null, due: string | null, right: boolean, today: string): { box: number; due: string };
  };
  // answers.js
  answers: {
    isNumber(written: string): boolean;
    number(written: string, accepted: string[], tolerance: number): boolean;
    text(written: string, accepted: string[], foldCase: boolean, foldSpace: boolean): boolean;
    choices<T>(chosen: T[], right: T[]): { extra: number; missing: number };
  };
  // terms.js; called by assets/terms.<language>.<hash>.js
  setTerms(found: Record<string, any>): void;
  // lab_report.js
  labReport: {
    mostBytes: number;
    parse(content: string | null, lab: string): { problem?: string; report?: any };
    address(page: string): string;
  };
}

interface Window {
  Atelier: Atelier;
}
declare var Atelier: Atelier;
