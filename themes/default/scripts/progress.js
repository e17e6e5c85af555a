// How far one is in this page: a box to tick at the end of each section, one for the whole page, and their marks in the table
// of contents. Only lessons and guides are something that one finishes.
(() => {
  "use strict";
  const { make, text, unseen, record } = Atelier;
  const main = document.querySelector("main[data-page-id]");
  const prose = main?.querySelector(".prose");
  const page = main?.getAttribute("data-page-id") ?? "";
  const rev = Number(main?.getAttribute("data-rev")) || 1;
  if (!main || !prose || !(page.includes(".") || prose.matches(".guide"))) return;

  /** @type {{ id: string, box: HTMLInputElement }[]} */
  const parts = [];
  /** @param {string} words @param {string} name @param {(on: boolean) => void} changed */
  const tick = (words, name, changed) => {
    const box = make("input", { type: "checkbox", ...(name && { "aria-label": name }) });
    box.addEventListener("change", () => changed(box.checked));
    return { box, line: make("p", { class: "tick" }, make("label", {}, box, make("span", {}, words))) };
  };
  /** @param {Element} heading */
  const nameOf = (heading) => text("progress.part-of", { title: (heading.textContent ?? "").trim().replace(/\s+/g, " ") });

  // Where each section ends: before the next one, or inside the box that it is.
  /** @type {Element | null} */
  let open = null;
  /** @param {Node | null} before */
  const close = (before) => {
    const heading = open;
    open = null;
    const id = heading?.getAttribute("data-section");
    if (!heading || !id) return;
    const { box, line } = tick(text("progress.part"), nameOf(heading), (on) => {
      record.part(page, id, rev, on);
      const mark = record.get().pages[page]?.mark?.[2];
      if (parts.every((part) => part.box.checked)) record.mark(page, rev, 2);
      else if (mark === 2) record.mark(page, rev, 1);
    });
    parts.push({ id, box });
    const home = heading.closest(".prose > section");
    if (home) home.append(line);
    else prose.insertBefore(line, before);
  };
  for (const child of [...prose.children]) {
    if (child.matches(".notes")) break;
    const heading = child.matches("[data-section]") ? child : child.querySelector("[data-section]");
    if (!heading) continue;
    close(child);
    open = child.matches("[data-worksheet]") ? null : heading;
    if (child.matches("section")) close(null);
  }
  close(prose.querySelector(":scope > .notes"));

  const whole = tick(text("progress.page"), "", (on) => {
    for (const part of parts) if (on) record.part(page, part.id, rev, true);
    record.mark(page, rev, on ? 2 : 1);
  });
  const state = make("p", { class: "quiet small" });
  const foot = make("div", { class: "finish" }, whole.line, state);
  prose.after(foot);

  const show = () => {
    const kept = record.get().pages[page];
    for (const { id, box } of parts) {
      box.checked = kept?.parts?.[id]?.[2] === 1;
      for (const link of document.querySelectorAll(`.contents a[href="#${CSS.escape(id)}"], .contents-narrow a[href="#${CSS.escape(id)}"]`)) {
        link.toggleAttribute("data-done", box.checked);
        link.querySelector(".hidden")?.remove();
        if (box.checked) link.append(unseen(text("progress.done-mark")));
      }
    }
    const how = record.state(page, rev);
    whole.box.checked = how === "done";
    state.textContent = how === "changed" ? text("progress.changed", { rev: kept?.mark?.[1] ?? "", now: rev }) : text("progress.where");
    foot.dataset.state = how;
  };
  // Answering a question or copying a command is a beginning.
  const begin = () => {
    if (!record.get().pages[page]?.mark?.[2]) record.mark(page, rev, 1);
  };
  document.addEventListener("atelier-work", begin);
  document.addEventListener("atelier-record", show);
  show();
})();
