// Glossary links become disclosures: a press shows the definition under the line, with the term in the other language and the
// link to the glossary; Escape closes. The definitions come with a script of their own (data-glossary of core.js's element), the
// first time one is asked for: Atelier.setTerms({ "<id>": { term: "…", text: "…", others: [["fr", "…"]] } }), plain text all of it.
(() => {
  "use strict";
  const { make, text } = Atelier;
  const address = Atelier.own.dataset.glossary;
  if (!address) return;
  /** @type {Record<string, { term: string, text: string, others: [string, string][] }>} */
  const terms = Object.create(null);
  /** @type {Promise<void> | undefined} */
  let loading;
  let number = 0;

  Atelier.setTerms = (found) => {
    for (const [id, entry] of Object.entries(found)) {
      const others = Array.isArray(entry.others) ? entry.others : [];
      if (typeof entry.term === "string" && typeof entry.text === "string") terms[id] = { term: entry.term, text: entry.text, others };
    }
  };
  const load = () =>
    (loading ??= new Promise((done, failed) => {
      const script = make("script", { src: address });
      script.addEventListener("load", () => done());
      script.addEventListener("error", () => failed());
      document.head.append(script);
    }));

  /** @param {HTMLAnchorElement} link */
  const enhance = (link) => {
    const id = link.dataset.term ?? "";
    const button = make("button", { type: "button", class: "term", "aria-expanded": "false" });
    button.append(...link.childNodes);
    link.replaceWith(button);
    /** @type {HTMLElement | null} */
    let panel = null;
    const close = () => {
      panel?.remove();
      panel = null;
      button.setAttribute("aria-expanded", "false");
      button.removeAttribute("aria-controls");
    };
    const open = async () => {
      await load().catch(() => {});
      const term = terms[id];
      if (!term) return location.assign(link.href);
      if (panel) return;
      panel = make("div", { class: "definition", id: `definition_${(number += 1)}`, role: "note" });
      const others = term.others.filter(([, other]) => other !== term.term).map(([language, other]) => make("span", { lang: language, class: "other" }, other));
      const more = make("a", { href: link.href }, text("terms.more"));
      panel.append(make("p", {}, make("b", {}, term.term), " ", ...others), make("p", {}, term.text), make("p", { class: "small" }, more));
      const line = button.closest("p, li, td, th, dd") ?? button;
      if (line.matches("p, button")) line.after(panel);
      else line.append(panel);
      button.setAttribute("aria-expanded", "true");
      button.setAttribute("aria-controls", panel.id);
      panel.addEventListener("keydown", escape);
    };
    /** @param {KeyboardEvent} event */
    const escape = (event) => {
      if (event.key !== "Escape" || !panel) return;
      event.stopPropagation();
      close();
      button.focus();
    };
    button.addEventListener("click", () => (panel ? close() : open()));
    button.addEventListener("keydown", escape);
  };
  // Where a control stands already, or a heading, the link stays a link.
  const taken = "label, summary, legend, button, h1, h2, h3, h4, h5, h6, [data-quiz]";
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("main a[data-term]")))
    if (!link.closest(taken)) enhance(link);
})();
