// What the other scripts share: the words of the interface, making elements, telling the reader something, keeping things in
// this browser, and files that go in and out. Nothing here puts markup into the page: text is always text.
(() => {
  "use strict";
  const templates = document.querySelectorAll("template[data-strings]");
  const french = document.documentElement.lang.startsWith("fr");

  Atelier.text = (key, fill = {}) => {
    const name = "data-" + key.replaceAll(".", "-");
    for (const template of templates) {
      const words = template.getAttribute(name);
      if (words !== null)
        return words.replace(/\{(\w+)\}/g, (whole, what) => (Object.hasOwn(fill, what) ? String(fill[what]) : whole));
    }
    return key;
  };

  // French says "0 leçon" and "1,5 heure"; English says "0 lessons".
  Atelier.count = (key, n, fill = {}) => {
    const one = french ? Math.abs(n) < 2 : n === 1;
    return Atelier.text(`${key}.${one ? "one" : "other"}`, { ...fill, n });
  };

  // "64 kB" in English, "64 ko" in French.
  Atelier.size = (bytes) => {
    const [unit, n] = bytes < 1 << 20 ? ["kilobyte", bytes >> 10] : ["megabyte", bytes >> 20];
    return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit }).format(n);
  };

  // As the rest of the page writes dates: "21 November 2026" where English is British.
  const locale = document.querySelector("meta[property='og:locale']")?.getAttribute("content")?.replace("_", "-") ?? document.documentElement.lang;
  Atelier.date = (date) => new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(date);

  Atelier.make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false) element.setAttribute(name, String(value));
    }
    element.append(...children);
    return element;
  };
  Atelier.unseen = (text) => Atelier.make("span", { class: "hidden" }, text);
  Atelier.button = (key, pressed, attributes = {}) =>
    Atelier.make("button", { type: "button", click: pressed, ...attributes }, Atelier.text(key));

  // Said by a screen reader, not shown. The pause makes it speak again when the words are the same.
  const region = Atelier.make("p", { class: "hidden", role: "status" });
  document.body.append(region);
  Atelier.announce = (words) => {
    region.textContent = "";
    setTimeout(() => (region.textContent = words), 40);
  };

  /** @type {Set<string>} */
  const told = new Set();
  Atelier.tell = (key, fill = {}, tone = "warn", ...more) => {
    if (told.has(key)) return;
    told.add(key);
    const note = Atelier.make("div", { class: "note told", role: "alert", "data-tone": tone }, Atelier.make("p", {}, Atelier.text(key, fill)));
    note.append(...more, Atelier.button("kit.close", () => note.remove()));
    document.querySelector("main")?.prepend(note);
  };

  /** What could not be written lasts as long as the page. @type {Map<string, string | null>} */
  const instead = new Map();
  Atelier.read = (subject) => {
    if (instead.has(subject)) return instead.get(subject) ?? null;
    try {
      return localStorage.getItem(Atelier.prefix + subject);
    } catch {
      return null;
    }
  };
  Atelier.keep = (subject, text) => {
    try {
      if (text === null) localStorage.removeItem(Atelier.prefix + subject);
      else localStorage.setItem(Atelier.prefix + subject, text);
      instead.delete(subject);
      return true;
    } catch (failure) {
      instead.set(subject, text);
      const full = failure instanceof DOMException && failure.name === "QuotaExceededError";
      Atelier.tell(full ? "kit.full" : "kit.refused");
      return false;
    }
  };
  /** @param {string} subject @param {() => void} changed */
  Atelier.elsewhere = (subject, changed) =>
    addEventListener("storage", (event) => {
      if (event.key === Atelier.prefix + subject || event.key === null) changed();
    });

  Atelier.offer = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = Atelier.make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  Atelier.readFile = async (file, most) => {
    if (file.size > most) return null;
    return new TextDecoder().decode(await file.arrayBuffer());
  };
  Atelier.chooser = (key, most, done) => {
    const input = Atelier.make("input", { type: "file", class: "hidden", accept: ".json,application/json", tabindex: -1 });
    input.setAttribute("aria-hidden", "true");
    input.addEventListener("change", async () => {
      const file = input.files?.[0];
      input.value = "";
      if (file) done(await Atelier.readFile(file, most));
    });
    return [Atelier.button(key, () => input.click()), input];
  };
  // A button that asks again, in its place, before it does what cannot be undone.
  Atelier.twice = (key, sure, done) => {
    const whole = Atelier.make("span", { class: "twice" });
    const rest = () => whole.replaceChildren(Atelier.button(key, ask));
    const ask = () => {
      const no = Atelier.button("kit.no", () => (rest(), whole.querySelector("button")?.focus()));
      whole.replaceChildren(Atelier.make("span", {}, Atelier.text(sure)), Atelier.button("kit.yes", () => (rest(), done())), no);
      no.focus();
    };
    rest();
    return whole;
  };

  // JSON as a value, or null; never throws, whatever the text.
  Atelier.json = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  /** @type {Atelier["isObject"]} */
  Atelier.isObject = (value) /** @returns {value is Record<string, any>} */ => typeof value === "object" && value !== null && !Array.isArray(value);
})();
