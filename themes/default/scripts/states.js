// Marks the pages of a list - the grid, a level, a topic, the way through a topic - with how far one is: not started, under way,
// done, changed since. In words for a screen reader, as a sign for the eye; and on the home page the way back to where one was.
(() => {
  "use strict";
  const { make, text, unseen, record } = Atelier;

  const show = () => {
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("li[data-page-id], li[data-lab]"))) {
      const lab = item.getAttribute("data-lab");
      const state = lab === null ? record.state(item.dataset.pageId ?? "", Number(item.dataset.rev) || 1) : record.labState(lab);
      item.dataset.state = state;
      item.querySelector(".progress-state")?.remove();
      if (state === "none" && !item.closest(".grid")) continue;
      const visible = Boolean(item.closest(".lines"));
      const words = text(`states.${state}`);
      const link = item.querySelector("a");
      link?.after(make("span", { class: "progress-state" }, ...(visible ? [" ", words] : [unseen(`, ${words}`)])));
    }
  };

  // The lesson that was worked on last and is not done.
  const resume = () => {
    const doing = document.querySelector(".hero .do");
    if (!doing) return;
    doing.querySelector(".resume")?.remove();
    const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".grid li[data-page-id]")]);
    const begun = items.filter((item) => item.dataset.state === "under-way" || item.dataset.state === "changed");
    /** @param {HTMLElement} item */
    const last = (item) => {
      const page = record.get().pages[item.dataset.pageId ?? ""];
      return Math.max(page?.mark?.[0] ?? 0, ...Object.values(page?.parts ?? {}).map((part) => part[0]));
    };
    const item = begun.sort((a, b) => last(b) - last(a))[0];
    const link = item?.querySelector("a");
    if (!link) return;
    doing.prepend(make("a", { class: "btn strong resume", href: link.href, lang: link.lang || document.documentElement.lang }, text("states.resume", { title: link.textContent ?? "" })), " ");
  };
  const refresh = () => (show(), resume());
  document.addEventListener("atelier-record", refresh);
  refresh();
})();
