// The preview's script, put into every page by `atelier serve` alone: it reloads the page when it has changed, keeps where the reader
// was, and shows what is wrong with the course, first of all with this page.
(() => {
  "use strict";
  const own = document.currentScript;
  const french = document.documentElement.lang.startsWith("fr");
  const language = french ? "fr" : "en";
  /** @param {string} en @param {string} fr */
  const say = (en, fr) => (french ? fr : en);
  const place = "atelier-preview:" + location.pathname;

  // Notes for whoever teaches stand open in the preview.
  for (const notes of document.querySelectorAll("details.instructor")) notes.setAttribute("open", "");

  // Where the reader is: the last heading above the top of the window and its distance from it, and which folds stand open.
  const headings = () => [...document.querySelectorAll("main [id]")].filter((element) => /^H\d|^SECTION$/.test(element.tagName) || element.querySelector(":scope > h2, :scope > h3"));
  const keepPlace = () => {
    let at = null;
    for (const heading of headings()) {
      const top = heading.getBoundingClientRect().top;
      if (top <= 1 || !at) at = { id: heading.id, top };
    }
    const folds = [...document.querySelectorAll("details")].map((fold) => [fold.querySelector("summary")?.textContent ?? "", fold.open]);
    const field = document.activeElement?.id ?? "";
    try {
      sessionStorage.setItem(place, JSON.stringify({ at, y: scrollY, folds, field }));
    } catch {
      // Without it the page begins at its top.
    }
  };
  const takePlace = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
      sessionStorage.removeItem(place);
    } catch {
      return;
    }
    if (!kept) return;
    history.scrollRestoration = "manual";
    const folds = new Map();
    for (const [name, open] of kept.folds) folds.set(name, [...(folds.get(name) ?? []), open]);
    for (const fold of document.querySelectorAll("details")) {
      const open = folds.get(fold.querySelector("summary")?.textContent ?? "")?.shift();
      if (open !== undefined) fold.open = open;
    }
    const back = () => {
      const heading = kept.at && document.getElementById(kept.at.id);
      const y = heading ? scrollY + heading.getBoundingClientRect().top - kept.at.top : kept.y;
      scrollTo({ top: kept.y ? y : 0, behavior: "instant" });
    };
    // Until the reader moves: the page's scripts and pictures still change heights above.
    let moved = false;
    for (const sign of ["wheel", "keydown", "pointerdown", "touchstart"]) addEventListener(sign, () => (moved = true), { once: true, passive: true });
    const again = () => moved || back();
    back();
    addEventListener("load", () => (again(), requestAnimationFrame(again), (history.scrollRestoration = "auto")), { once: true });
    for (const delay of [60, 200, 500]) setTimeout(again, delay);
    if (kept.field) document.getElementById(kept.field)?.focus({ preventScroll: true });
  };
  takePlace();

  // What is wrong, in a tree of its own, so that neither the page's styles nor these touch the other.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 45vh; overflow: auto; box-sizing: border-box; padding: .75rem 1rem;
      font: 15px/1.45 system-ui, sans-serif; color: #f4f1ea; background: #1d1b19; border-top: 4px solid #e0604f; }
    section.mild { border-color: #d9a441; }
    section[hidden], ol[hidden] { display: none; }
    header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; }
    h2 { margin: 0; font-size: 1rem; }
    ol { list-style: none; margin: .5rem 0 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; overflow-wrap: anywhere; }
    code, pre { font: 13px/1.4 ui-monospace, monospace; }
    pre { margin: .25rem 0; padding: .5rem; overflow: auto; background: #000; color: inherit; white-space: pre; }
    .place { color: #ffc9a8; overflow-wrap: anywhere; }
    .hint { color: #b8e0c0; }
    a { color: #9fd0ff; }
    button { font: inherit; color: inherit; background: #3a3632; border: 1px solid #8a8378; border-radius: 4px; padding: .1rem .6rem; cursor: pointer; }
    :focus-visible { outline: 2px solid #9fd0ff; outline-offset: 2px; }
    @media print { :host { display: none; } }
  `);
  const host = document.createElement("atelier-preview");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  /** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const heading = make("h2", { role: "status" });
  const list = make("ol", {});
  const fold = make("button", { type: "button", "aria-expanded": "true" });
  const box = make("section", { role: "region", "aria-label": say("What is wrong", "Ce qui ne va pas"), lang: language }, make("header", {}, heading, fold), list);
  let folded = false;
  const showFold = () => {
    list.toggleAttribute("hidden", folded);
    fold.setAttribute("aria-expanded", String(!folded));
    fold.textContent = folded ? say("Show", "Montrer") : say("Fold", "Replier");
  };
  fold.addEventListener("click", () => ((folded = !folded), showFold()));
  root.append(box);
  box.hidden = true;
  document.documentElement.append(host);

  const showProblem = (problem) => {
    const words = problem[language];
    const where = problem.file ? [problem.file, problem.line, problem.column].filter(Boolean).join(":") : "";
    const entry = make("li", {});
    if (where) entry.append(make("code", { class: "place" }, where), " ");
    entry.append(make("strong", {}, words.message));
    if (problem.rule) entry.append(` [${problem.rule}]`);
    if (!problem.here) {
      if (problem.page) entry.append(" ", make("a", { href: "/" + problem.page.split("/").map(encodeURIComponent).join("/") }, say("that page", "cette page")));
      return entry;
    }
    // The report begins with the place and the message, which stand above it already, and ends with the hint.
    const lines = (words.report ?? "").split("\n").slice(1).join("\n").trimEnd();
    if (lines) entry.append(make("pre", {}, lines));
    else if (words.hint) entry.append(make("div", { class: "hint" }, words.hint));
    return entry;
  };
  const show = ({ problems, more }) => {
    const here = problems.filter((problem) => problem.here).length;
    const others = problems.length - here + more;
    box.hidden = !problems.length;
    box.classList.toggle("mild", !problems.some((problem) => problem.severity === "error"));
    const count = (number, en, fr) => `${number} ${say(en, fr)}${number === 1 ? "" : "s"}`;
    const parts = [];
    if (here) parts.push(count(here, "problem", "problème") + say(" here", " ici"));
    if (others) parts.push(count(others, "problem", "problème") + say(" elsewhere", " ailleurs"));
    heading.textContent = parts.join(", ");
    list.replaceChildren(...problems.map(showProblem));
    folded = !here;
    showFold();
  };

  const connect = () => {
    const address = new URL("/-/live", location.href);
    address.protocol = "ws:";
    address.search = new URLSearchParams({ path: location.pathname, version: own.dataset.version, start: own.dataset.start }).toString();
    const socket = new WebSocket(address);
    socket.addEventListener("message", ({ data }) => {
      const told = JSON.parse(data);
      if (told.reload) {
        keepPlace();
        location.reload();
      } else {
        show(told);
      }
    });
    socket.addEventListener("close", () => setTimeout(connect, 1000));
  };
  connect();
})();
