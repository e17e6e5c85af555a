// The one script of ours that every page runs. It waits for the first sign of life, or for something that this browser keeps
// of ours, and then brings the scripts that the page has use for: their addresses are data-js-<name> of this script's element.
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const query = new URLSearchParams(location.search);
  const prefix = `atelier:${own.dataset.course || "site"}:`;
  // In the order in which they run: each may use those before it.
  const uses = {
    chooser: ".chooser",
    "search-open": "[data-search-scripts]",
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
    offline: "main",
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

  // The keys of the search are ours from the first: the last key pressed while the scripts are on their way is pressed again for
  // those who were not there to hear it.
  let pressed = /** @type {KeyboardEvent | null} */ (null);
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    pressed = event;
    const typing = /** @type {Element} */ (event.target).closest?.("input, textarea, select");
    const held = event.ctrlKey || event.metaKey;
    if (own.dataset.search && (held ? event.key.toLowerCase() === "k" : event.key === "/" && !typing)) event.preventDefault();
  };
  addEventListener("keydown", press, true);

  const signs = ["pointerdown", "pointermove", "keydown", "focusin", "scroll"];
  const start = () => {
    signs.forEach((name) => removeEventListener(name, start, true));
    const href = own.dataset.styles;
    if (href) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    const used = Object.keys(uses).filter((name) => document.querySelector(uses[/** @type {keyof typeof uses} */ (name)]));
    const scripts = used.flatMap((name) => {
      const src = own.getAttribute("data-js-" + name);
      return src ? [Object.assign(document.createElement("script"), { async: false, src })] : [];
    });
    // Tabs fold while the browser is still on its way to the place of the address: it arrives again.
    scripts.at(-1)?.addEventListener("load", () => {
      removeEventListener("keydown", press, true);
      pressed?.target?.dispatchEvent(new KeyboardEvent(pressed.type, pressed));
      if (performance.now() < 3000 && !navigator.userActivation?.hasBeenActive)
        document.querySelector(":target")?.scrollIntoView({ behavior: "instant" });
    });
    document.head.append(...scripts);
  };
  if (location.search || kept().length || document.querySelector(".chooser, [data-search-page], [data-error-page]")) start();
  else signs.forEach((name) => addEventListener(name, start, { capture: true, passive: true }));

  // Smooth scrolling is for those who follow a link, not for the way to the place that the address names.
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => page.toggleAttribute("data-moves", true), { capture: true, passive: true, once: true });

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
