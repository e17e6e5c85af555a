// The learner's own values in place of <NAME>, in every code of the course. They are kept in this browser, secrets only in
// this page's memory; a secret is shown as dots and copied as it is.
(() => {
  "use strict";
  const subject = "worksheet";
  const longest = 200;
  /** @type {Map<string, { type: string, value: string }>} */
  let kept = new Map();
  /** @type {Map<string, string>} */
  const secrets = new Map();

  /** @param {unknown} name @param {unknown} entry */
  const isEntry = (name, entry) =>
    /^[A-Z][A-Z0-9_]{0,63}$/.test(String(name)) &&
    Atelier.isObject(entry) &&
    typeof entry.type === "string" &&
    typeof entry.value === "string" &&
    entry.value !== "" &&
    entry.value.length <= longest &&
    !/\p{Cc}/u.test(entry.value);

  // What this browser kept, or nothing when it is not what we write.
  const load = () => {
    const found = Atelier.json(Atelier.read(subject) ?? "");
    kept = new Map();
    if (!Atelier.isObject(found) || found.version !== 1 || !Atelier.isObject(found.values)) return;
    for (const [name, entry] of Object.entries(found.values))
      if (isEntry(name, entry)) kept.set(name, { type: entry.type, value: entry.value });
  };
  const save = () => {
    const values = Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
    Atelier.keep(subject, kept.size ? JSON.stringify({ version: 1, values }) : null);
  };

  /** @param {string} name */
  const value = (name) => secrets.get(name) ?? kept.get(name)?.value ?? "";

  const fill = () => {
    for (const place of document.querySelectorAll("span[data-var]")) {
      const name = place.getAttribute("data-var") ?? "";
      const own = value(name);
      place.className = own ? "mine" : "ask";
      place.textContent = secrets.has(name) ? "••••••••" : own || `<${name}>`;
    }
  };
  const changed = () => {
    fill();
    document.dispatchEvent(new Event("atelier-values"));
  };

  Atelier.values = {
    isEntry,
    get: value,
    type: (name) => kept.get(name)?.type ?? "",
    entries: () => [...kept],
    set(name, type, own, secret = false) {
      if (secret) {
        if (own) secrets.set(name, own);
        else secrets.delete(name);
      }
      if (own && !secret) kept.set(name, { type, value: own });
      else kept.delete(name);
      save();
      changed();
    },
    take(entries) {
      for (const [name, entry] of entries) kept.set(name, entry);
      save();
      changed();
    },
    clear() {
      kept.clear();
      secrets.clear();
      save();
      changed();
    },
    // The text of a piece of code as it is typed, and the names that are still missing in it.
    plain(code) {
      /** @type {Set<string>} */
      const missing = new Set();
      /** @param {Node} node @returns {string} */
      const text = (node) => {
        const name = node instanceof Element ? node.getAttribute("data-var") : null;
        if (name === null) return node.hasChildNodes() ? [...node.childNodes].map(text).join("") : (node.textContent ?? "");
        if (!value(name)) missing.add(name);
        return value(name) || `<${name}>`;
      };
      return { text: text(code), missing: [...missing] };
    },
  };

  Atelier.elsewhere(subject, () => (load(), changed()));
  load();
  fill();
})();
