// The record: what a learner did, by the ids of pages, sections, quizzes and labs. It is kept in this browser; the file that
// one exports is the same thing with a name. Each entry begins with the second it was written in, and of two entries the
// greater one stands: so merging two records loses nothing, whatever their order and however often it is done.
//
//   pages    id -> { mark: [second, rev, 0 nothing | 1 under way | 2 done], parts: { section: [second, rev, 0 | 1] } }
//   quizzes  "page/quiz" -> [second, rev, 0 wrong | 1 right, box, "due day"]
//   labs     id -> { check: [second, outcome] }
(() => {
  "use strict";
  const subject = "record";
  const format = "atelier-progress";
  const version = 1;
  const mostBytes = 1 << 20;
  const mostEntries = 50_000;
  const outcomes = ["passed", "failed", "blocked", "not-applicable", "could-not-run"];

  /** @returns {AtelierRecord} */
  const empty = () => ({ pages: Object.create(null), quizzes: Object.create(null), labs: Object.create(null) });

  /** @param {unknown} value @param {number} most */
  const isCount = (value, most) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most;
  const isSecond = (/** @type {unknown} */ value) => isCount(value, 8_000_000_000);
  const isRev = (/** @type {unknown} */ value) => isCount(value, 1_000_000);
  const isId = (/** @type {string} */ text) => text.length <= 160 && /^[\p{L}\p{N}]+(?:[._-]+[\p{L}\p{N}]+)*$/u.test(text);
  const isQuizId = (/** @type {string} */ text) => text.split("/").length === 2 && text.split("/").every(isId);
  /** @param {unknown} entry @param {((value: any) => boolean)[]} parts */
  const isEntry = (entry, ...parts) => Array.isArray(entry) && entry.length === parts.length && parts.every((good, i) => good(entry[i]));
  const isMark = (/** @type {unknown} */ entry) => isEntry(entry, isSecond, isRev, (mark) => isCount(mark, 2));
  const isPart = (/** @type {unknown} */ entry) => isEntry(entry, isSecond, isRev, (on) => isCount(on, 1));
  const isDay = (/** @type {unknown} */ day) => typeof day === "string" && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(day);
  const isQuiz = (/** @type {unknown} */ entry) =>
    isEntry(entry, isSecond, isRev, (right) => isCount(right, 1), (box) => isCount(box, 6), isDay);
  const isCheck = (/** @type {unknown} */ entry) => isEntry(entry, isSecond, (outcome) => outcomes.includes(outcome));

  /** A copy that holds nothing but what it may, or null. @param {any} found @returns {AtelierRecord | null} */
  const copy = (found) => {
    const record = empty();
    let entries = 0;
    /** @param {any} table @param {(key: string) => boolean} isKey @param {(value: any) => any} read */
    const copied = (table, isKey, read) => {
      const out = Object.create(null);
      if (!Atelier.isObject(table)) return null;
      for (const [key, value] of Object.entries(table)) {
        const good = isKey(key) && ++entries <= mostEntries ? read(value) : null;
        if (good === null) return null;
        out[key] = good;
      }
      return out;
    };
    const entry = (/** @type {(value: any) => boolean} */ good) => (/** @type {any} */ value) => (good(value) ? [...value] : null);
    const page = (/** @type {any} */ value) => {
      if (!Atelier.isObject(value) || Object.keys(value).some((key) => key !== "mark" && key !== "parts")) return null;
      const mark = value.mark === undefined ? undefined : entry(isMark)(value.mark);
      const parts = value.parts === undefined ? undefined : copied(value.parts, isId, entry(isPart));
      if (mark === null || parts === null) return null;
      return { ...(mark && { mark }), ...(parts && { parts }) };
    };
    record.pages = copied(found.pages, isId, page);
    record.quizzes = copied(found.quizzes, isQuizId, entry(isQuiz));
    record.labs = copied(found.labs, isId, (value) => copied(value, isId, entry(isCheck)));
    return record.pages && record.quizzes && record.labs ? record : null;
  };

  /** @template T @param {T[] | undefined} a @param {T[] | undefined} b @returns {T[]} */
  const newer = (a, b) => {
    if (!a || !b) return /** @type {T[]} */ (a ?? b);
    const i = a.findIndex((value, at) => value !== b[at]);
    return i < 0 || a[i] > b[i] ? a : b;
  };
  // Tables have no prototype, here as everywhere: "constructor" is an id like any other.
  const nothing = Object.freeze(Object.create(null));
  /** @param {any} a @param {any} b @param {(a: any, b: any) => any} join */
  const joined = (a = nothing, b = nothing, join) => {
    const out = Object.create(null);
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) out[key] = join(a[key], b[key]);
    return out;
  };
  /** @param {any} a @param {any} b */
  const joinedPage = (a = nothing, b = nothing) => {
    const mark = newer(a.mark, b.mark);
    return { ...(mark && { mark }), ...((a.parts || b.parts) && { parts: joined(a.parts, b.parts, newer) }) };
  };
  /** @param {AtelierRecord} a @param {AtelierRecord} b @returns {AtelierRecord} */
  const merge = (a, b) => ({
    pages: joined(a.pages, b.pages, joinedPage),
    quizzes: joined(a.quizzes, b.quizzes, newer),
    labs: joined(a.labs, b.labs, (one, other) => joined(one, other, newer)),
  });

  const course = Atelier.own.dataset.course ?? "";
  /** @param {AtelierRecord} record */
  const write = (record) => JSON.stringify({ format, version, course, ...merge(record, empty()) });
  /** @param {string | null} text @param {number} [most] @returns {{ record?: AtelierRecord, problem?: string }} */
  const parse = (text, most = mostBytes) => {
    if (text === null || text.length > most) return { problem: "kit.too-big" };
    const file = Atelier.json(text);
    if (!Atelier.isObject(file) || file.format !== format) return { problem: "keeping.not-ours" };
    if (file.version !== version) return { problem: "kit.other-version" };
    if (file.course !== course) return { problem: "kit.other-course" };
    const known = ["format", "version", "course", "pages", "quizzes", "labs"];
    const record = Object.keys(file).every((key) => known.includes(key)) ? copy(file) : null;
    return record ? { record } : { problem: "keeping.damaged" };
  };

  let current = empty();
  let locked = false;  // what is kept was written by a later version of this site: it is left alone
  const load = () => {
    const text = Atelier.read(subject);
    const { record, problem } = text === null ? { record: empty(), problem: "" } : parse(text, Infinity);
    locked = problem === "kit.other-version";
    if (locked) Atelier.tell("record.newer");
    if (problem && !locked) {
      Atelier.keep(subject + "-damaged", text);
      Atelier.keep(subject, null);
      Atelier.tell("record.damaged");
    }
    current = record ?? empty();
  };
  const tell = () => document.dispatchEvent(new Event("atelier-record"));
  // Another tab may have written since: nothing of it is lost.
  const save = () => {
    const { record } = parse(Atelier.read(subject), Infinity);
    if (record) current = merge(current, record);
    if (!locked) Atelier.keep(subject, write(current));
    tell();
  };
  // A later second than now when the entry's own is one: what one does last always stands, whatever the clocks say.
  /** @param {any[]} [before] */
  const second = (before) => Math.max(Math.floor(Date.now() / 1000), before ? before[0] + 1 : 0);

  /** @param {string} page */
  const pageOf = (page) => (current.pages[page] ??= {});
  Atelier.record = {
    outcomes,
    mostBytes,
    parse,
    merge,
    write: () => write(current),
    get: () => current,
    mark(page, rev, mark) {
      const entry = pageOf(page);
      entry.mark = [second(entry.mark), rev, mark];
      save();
    },
    part(page, section, rev, on) {
      const parts = (pageOf(page).parts ??= Object.create(null));
      parts[section] = [second(parts[section]), rev, on ? 1 : 0];
      save();
    },
    quiz(page, quiz, rev, right, box, due) {
      const id = `${page}/${quiz}`;
      current.quizzes[id] = [second(current.quizzes[id]), rev, right ? 1 : 0, box, due];
      save();
    },
    lab(lab, checks) {
      const entry = (current.labs[lab] ??= Object.create(null));
      for (const [check, outcome] of checks) if (isId(check)) entry[check] = [second(entry[check]), outcome];
      save();
    },
    take(other) {
      current = merge(current, other);
      save();
    },
    clear() {
      current = empty();
      if (!locked) Atelier.keep(subject, null);
      tell();
    },
    // How far one is with a page of revision `rev`.
    state(page, rev) {
      const { mark, parts = {} } = current.pages[page] ?? {};
      if (mark?.[2] === 2) return mark[1] < rev ? "changed" : "done";
      const begun = mark?.[2] === 1 || Object.values(parts).some((part) => part[2] === 1);
      return begun || Object.keys(current.quizzes).some((id) => id.startsWith(page + "/")) ? "under-way" : "none";
    },
    labState(lab) {
      const seen = Object.values(current.labs[lab] ?? {}).map((entry) => entry[1]);
      if (!seen.length) return "none";
      return seen.every((outcome) => outcome === "passed" || outcome === "not-applicable") ? "done" : "under-way";
    },
  };

  Atelier.elsewhere(subject, () => (load(), tell()));
  load();
})();
