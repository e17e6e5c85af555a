// The run sheet of a level or a topic: its lessons in order with the hour at which each begins, to print and take along.
(() => {
  "use strict";
  const { make, text } = Atelier;
  const rows = document.querySelector(".rows");
  if (!rows) return;
  const lessons = /** @type {HTMLElement[]} */ ([...rows.querySelectorAll(".lines > li[data-read]")]).map((item) => ({
    title: item.querySelector("a")?.textContent ?? "",
    read: Number(item.dataset.read) || 0,
    work: Number(item.dataset.do) || 0,
  }));
  if (!lessons.length) return;

  const begin = make("input", { type: "time", value: "09:00", id: "sheet_begin" });
  const pause = make("input", { type: "number", value: 10, min: 0, max: 120, step: 5, id: "sheet_pause" });
  const body = make("tbody");
  const total = make("p", {});
  /** @param {number} minutes */
  const clock = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const show = () => {
    const [hour, minute] = (begin.value || "09:00").split(":").map(Number);
    let now = hour * 60 + minute;
    const start = now;
    const lines = lessons.map(({ title, read, work }, i) => {
      if (i) now += Math.min(Math.max(Math.floor(Number(pause.value)) || 0, 0), 120);
      const from = now;
      now += read + work;
      const cells = [`${clock(from)} – ${clock(now)}`, title, read, work].map((cell) => make("td", { ...(typeof cell === "number" && { class: "number" }) }, String(cell)));
      return make("tr", {}, ...cells, make("td", {}));
    });
    body.replaceChildren(...lines);
    total.textContent = text("sheet.total", { hours: Math.floor((now - start) / 60), minutes: (now - start) % 60, end: clock(now) });
  };
  begin.addEventListener("input", show);
  pause.addEventListener("input", show);

  const root = document.documentElement;
  addEventListener("afterprint", () => root.removeAttribute("data-prints"));
  const printed = () => {
    root.setAttribute("data-prints", "sheet");
    print();
  };
  const heads = ["time", "lesson", "read", "do", "notes"].map((key) => make("th", { scope: "col", ...(/^read|^do/.test(key) && { class: "number" }) }, text(`sheet.${key}`)));
  const section = make(
    "section",
    { class: "run-sheet", "aria-labelledby": "sheet_" },
    make("h2", { id: "sheet_" }, text("sheet.title")),
    make("div", { class: "tools" }, make("label", {}, text("sheet.begin"), " ", begin), make("label", {}, text("sheet.pause"), " ", pause), Atelier.button("sheet.print", printed, { class: "btn" })),
    make("div", { class: "scroll", role: "group", tabindex: 0, "aria-labelledby": "sheet_" }, make("table", { class: "ruled" }, make("thead", {}, make("tr", {}, ...heads)), body)),
    total,
  );
  rows.before(section);
  show();
})();
