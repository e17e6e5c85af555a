// Reads a report of lab-check. It comes from a file that somebody hands over: its shape is checked before anything of it is
// shown, and all of it is text. This file alone knows the format:
//
//   { lab, version?, checks: [{ id, title?, outcome, says?, detail?, blocked_by?, reason?, expected?, seen?, layer?, words?, hint?,
//     page? }],
//     causes?: [{ id?, title?, text?, page? }] }
//
// A text is a string, a list of lines, or one of these in each language: { en, fr }.
(() => {
  "use strict";
  const mostBytes = 4 << 20;
  const mostChecks = 2000;
  const mostCauses = 200;
  const longest = 20_000;

  /** @param {any} value @returns {string | null} null: it is no text */
  const read = (value) => {
    if (value === undefined || value === null) return "";
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value).slice(0, longest);
    if (Array.isArray(value)) return value.every((line) => typeof line === "string") ? value.join("\n").slice(0, longest) : null;
    const language = document.documentElement.lang.slice(0, 2);
    const chosen = Object.hasOwn(value, language) ? value[language] : Object.values(value)[0];
    return typeof chosen === "object" && !Array.isArray(chosen) ? null : read(chosen);
  };
  /** @param {any} value */
  const isName = (value) => typeof value === "string" && value.length <= 160 && /^[\w.:-]+$/.test(value);

  /** @param {any} found @param {string[]} keys @returns {any} */
  const texts = (found, keys) => {
    /** @type {Record<string, string>} */
    const out = {};
    for (const key of keys) {
      const text = read(found[key]);
      if (text === null) return null;
      out[key] = text;
    }
    return out;
  };
  /** @param {any} check */
  const readCheck = (check) => {
    if (!Atelier.isObject(check) || !isName(check.id) || !Atelier.record.outcomes.includes(check.outcome)) return null;
    const out = texts(check, ["title", "says", "detail", "blocked_by", "reason", "expected", "seen", "layer", "words", "hint", "page"]);
    return out && { id: check.id, outcome: check.outcome, waits: out.blocked_by, ...out };
  };
  /** @param {any} cause */
  const readCause = (cause) => (Atelier.isObject(cause) ? texts(cause, ["id", "title", "text", "page"]) : null);

  Atelier.labReport = {
    mostBytes,
    parse(content, lab) {
      if (content === null || content.length > mostBytes) return { problem: Atelier.text("kit.too-big", { size: Atelier.size(mostBytes) }) };
      const file = Atelier.json(content);
      const { checks, causes = [], version = 1 } = Atelier.isObject(file) ? file : {};
      if (!Array.isArray(checks) || !Array.isArray(causes) || !isName(file.lab)) return { problem: Atelier.text("lab.not-a-report") };
      if (version !== 1) return { problem: Atelier.text("kit.other-version") };
      if (file.lab !== lab) return { problem: Atelier.text("lab.other-lab", { lab: file.lab }) };
      const report = { checks: checks.slice(0, mostChecks + 1).map(readCheck), causes: causes.slice(0, mostCauses + 1).map(readCause) };
      const sound = report.checks.length && report.checks.length <= mostChecks && report.causes.length <= mostCauses;
      const once = new Set(report.checks.map((check) => check?.id)).size === report.checks.length;
      if (!sound || !once || report.checks.includes(null) || report.causes.includes(null)) return { problem: Atelier.text("lab.damaged") };
      return { report };
    },
    // Where a `page` of the report leads: a page of this site, or nowhere.
    address(page) {
      if (!/^(?:[a-z0-9][\w.-]*\/)*[a-z0-9][\w.-]*\.html(?:#[\w.-]+)?$/i.test(page)) return "";
      return (Atelier.own.dataset.root ?? "") + page;
    },
  };
})();
