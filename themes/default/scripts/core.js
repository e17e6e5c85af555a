// The one script of ours that every page runs. It waits for the first sign of life, or for something this browser keeps of
// ours, and then brings the scripts that the page has use for. Their addresses are data-<name> of this script's element.
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const query = new URLSearchParams(location.search);
  const prefix = `atelier:${own.dataset.course || "site"}:`;
  // In the order in which they run: each may use those before it.
  const uses = {
    kit: "body",
    values: ".ask, [data-worksheet]",
    value_types: "[data-worksheet]",
    worksheet: "[data-worksheet]",
    copy: ".block code",
    tabs: "[data-tabs]",
    record: "[data-page-id], [data-lab]",
    boxes: "[data-quiz], [data-review], .grid",
    answers: "[data-quiz]",
    quiz: "[data-quiz]",
    progress: "main[data-page-id]",
    states: "li[data-page-id]",
    keeping: ".grid, [data-review]",
    review: "[data-review]",
    terms: "a[data-term]",
    lab_report: "main[data-lab]",
    lab: "main[data-lab]",
    instructor: "main",
    run_sheet: ".rows",
  };
  /** @param {string} name */
  const bring = (name) => {
    const address = own.dataset[name.replace(/_./, (pair) => pair[1].toUpperCase())];
    if (!address) return;
    const script = document.createElement("script");
    script.async = false;
    script.src = address;
    document.head.append(script);
  };
  const kept = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  };
  const instructs = query.get("instructor") ?? (kept().includes(prefix + "instructor") ? "" : "off");
  window.Atelier = { own, prefix, query, instructs: instructs !== "off" };
  const signs = ["pointerdown", "pointermove", "keydown", "focusin", "scroll"];
  const start = () => {
    signs.forEach((sign) => removeEventListener(sign, start, true));
    for (const [name, selector] of Object.entries(uses))
      if (document.querySelector(selector)) bring(name);
  };
  if (location.search || kept().length) start();
  else signs.forEach((sign) => addEventListener(sign, start, { capture: true, passive: true }));
})();
