// The one script of ours that every page runs. It waits for the first sign of life, or for something that this browser keeps
// of ours, and then brings the scripts that the page has use for: their addresses are data-<name> of this script's element.
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const query = new URLSearchParams(location.search);
  const prefix = `atelier:${own.dataset.course || "site"}:`;
  // In the order in which they run: each may use those before it.
  const uses = {
    chooser: ".chooser",
    kit: "main",
    values: "[data-var]",
    value_types: "[data-worksheet]",
    worksheet: "[data-worksheet]",
    copy: ".block code",
    tabs: "[data-tabs]",
    record: "[data-page-id], [data-lab], [data-review]",
    boxes: "[data-quiz], [data-review]",
    answers: "[data-quiz]",
    quiz: "[data-quiz]",
    review_mode: "[data-reviews] [data-quiz]",
    progress: ".prose [data-section]",
    states: "li[data-page-id], li[data-lab]",
    keeping: ".grid, [data-review]",
    review: "[data-review]",
    terms: "a[data-term]",
    lab_report: "main[data-lab]",
    lab: "[data-lab] [data-check]",
    instructor: "[data-instructs] main",
    run_sheet: "[data-instructs] .rows",
  };
  const kept = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  };
  const page = document.documentElement;
  page.toggleAttribute("data-reviews", query.has("review"));
  page.toggleAttribute("data-instructs", query.has("instructor") || kept().includes(prefix + "instructor"));
  window.Atelier = /** @type {Atelier} */ ({ own, prefix, query });

  const signs = ["pointerdown", "pointermove", "keydown", "focusin", "scroll"];
  const start = () => {
    signs.forEach((sign) => removeEventListener(sign, start, true));
    for (const [name, selector] of Object.entries(uses)) {
      const address = own.dataset[name];
      if (!address || !document.querySelector(selector)) continue;
      const script = document.createElement("script");
      script.async = false;
      script.src = address;
      document.head.append(script);
    }
  };
  if (location.search || kept().length || document.querySelector(".chooser")) start();
  else signs.forEach((sign) => addEventListener(sign, start, { capture: true, passive: true }));

  // The other language opens at the section that one is reading.
  document.addEventListener("click", ({ target }) => {
    const link = /** @type {Element} */ (target).closest?.(".lang a, .chooser a");
    if (!(link instanceof HTMLAnchorElement)) return;
    const reading = document.querySelector(".contents [aria-current]");
    link.hash = (reading instanceof HTMLAnchorElement && reading.hash) || location.hash;
    link.search = location.search;
    try {
      localStorage.setItem("atelier.language", link.hreflang);
    } catch {
      // The choice then lasts as long as the address.
    }
  });
})();
