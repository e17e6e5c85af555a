// Panels for systems become tabs (WAI-ARIA Authoring Practices): one choice for the whole site, remembered, and in the address
// as ?os=windows. Panels that are not shown can be found with the browser's search, and all of them are printed.
(() => {
  "use strict";
  const { make, text } = Atelier;
  /** @type {Record<string, string>} */
  let choices = Object.create(null);
  const load = () => {
    const kept = Atelier.json(Atelier.read("tabs") ?? "");
    choices = Object.create(null);
    if (!Atelier.isObject(kept) || kept.version !== 1 || !Atelier.isObject(kept.choices)) return;
    for (const [group, choice] of Object.entries(kept.choices)) if (typeof choice === "string") choices[group] = choice;
  };
  /** @type {{ group: string, show: (choice: string) => boolean }[]} */
  const sets = [];

  /** @param {string} group @param {string} choice */
  const showAll = (group, choice) => {
    for (const set of sets) if (set.group === group) set.show(choice);
  };
  // `at` keeps its place in the window when panels above it change their height.
  /** @param {string} group @param {string} choice @param {Element} at */
  const choose = (group, choice, at) => {
    const before = at.getBoundingClientRect().top;
    showAll(group, choice);
    scrollBy(0, at.getBoundingClientRect().top - before);
    choices[group] = choice;
    Atelier.keep("tabs", JSON.stringify({ version: 1, choices }));
    const address = new URL(location.href);
    address.searchParams.set(group, choice);
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // A page from disk may not change its address.
    }
  };

  /** @param {HTMLElement} tabs @param {number} number */
  const enhance = (tabs, number) => {
    const group = tabs.dataset.tabs ?? "";
    const panels = /** @type {HTMLElement[]} */ ([...tabs.children].filter((child) => child.matches(".panel")));
    if (panels.length < 2) return;
    const list = make("div", { role: "tablist", class: "tablist", "aria-label": text("tabs.label") });
    const named = panels.map((panel) => panel.dataset.panel ?? "");
    const names = named.map((name, i) => (name && named.indexOf(name) === i ? name : String(i + 1)));
    const buttons = panels.map((panel, i) => {
      panel.id ||= `panel_${number}_${names[i]}`;
      const title = panel.querySelector(".panel-title");
      const tab = make("button", { type: "button", role: "tab", id: `tab_${number}_${names[i]}`, "aria-controls": panel.id });
      tab.append(...(title ? [...title.childNodes].map((node) => node.cloneNode(true)) : [names[i]]));
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.addEventListener("beforematch", () => choose(group, names[i], tabs));
      tab.addEventListener("click", () => choose(group, names[i], tabs));
      return tab;
    });
    /** @param {string} choice */
    const show = (choice) => {
      const chosen = names.indexOf(choice);
      if (chosen < 0) return false;
      panels.forEach((panel, i) => {
        if (i === chosen) panel.removeAttribute("hidden");
        else panel.setAttribute("hidden", "until-found");
        buttons[i].setAttribute("aria-selected", String(i === chosen));
        buttons[i].tabIndex = i === chosen ? 0 : -1;
      });
      return true;
    };
    list.addEventListener("keydown", (event) => {
      const at = buttons.findIndex((button) => button === event.target);
      const last = buttons.length - 1;
      /** @type {Record<string, number>} */
      const ways = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at > 0 ? at - 1 : last, Home: 0, End: last };
      if (at < 0 || !Object.hasOwn(ways, event.key)) return;
      event.preventDefault();
      buttons[ways[event.key]].focus();
      choose(group, names[ways[event.key]], tabs);
    });
    list.append(...buttons);
    tabs.prepend(list);
    tabs.setAttribute("data-ready", "");
    sets.push({ group, show });
    const system = /Windows/.test(navigator.userAgent) ? "windows" : "";
    [Atelier.query.get(group), choices[group], system, names[0]].some((choice) => show(choice ?? ""));
  };

  load();
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tabs]")).forEach(enhance);
  // An address that leads into a panel shows it.
  const arrive = () => {
    const target = /** @type {Element | null} */ (location.hash.length > 1 ? document.querySelector(":target") : null);
    const panel = target?.closest("[data-tabs] > .panel[hidden]");
    const tab = panel && document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
    if (!target || !tab) return;
    tab.click();
    target.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  arrive();
  Atelier.elsewhere("tabs", () => {
    load();
    for (const [group, choice] of Object.entries(choices)) showAll(group, choice);
  });
})();
