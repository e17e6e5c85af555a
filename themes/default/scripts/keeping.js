// What this browser keeps of a learner, and the file that is the real record: export, import (which merges and never loses),
// and start afresh. Stands under the grid and on the review page.
(() => {
  "use strict";
  const { make, text, record } = Atelier;
  const place = document.querySelector("[data-keeping]") ?? document.querySelector(".grid")?.closest("section") ?? document.querySelector("[data-review]");
  if (!place) return;
  const result = make("p", { role: "status" });
  /** @param {string} words @param {string} tone */
  const say = (words, tone) => {
    result.textContent = words;
    result.dataset.tone = tone;
  };
  const summary = make("p", {});
  const copy = make("p", { class: "quiet small" });

  const show = () => {
    const { pages, quizzes } = record.get();
    const marks = Object.values(pages).map((page) => page.mark?.[2]);
    const done = marks.filter((mark) => mark === 2).length;
    const counts = [["pages", Object.keys(pages).length], ["done", done], ["quizzes", Object.keys(quizzes).length]].filter(([, n]) => n);
    summary.textContent = counts.map(([key, n]) => Atelier.count(`keeping.${key}`, Number(n))).join(" ");
    const last = Number(Atelier.read("exported"));
    copy.textContent = last > 0 ? text("keeping.last-copy", { date: Atelier.date(new Date(last * 1000)) }) : text("keeping.no-copy");
  };
  const exported = () => {
    Atelier.offer("atelier-progress.json", record.write() + "\n");
    Atelier.keep("exported", String(Math.floor(Date.now() / 1000)));
    show();
    say(text("keeping.exported"), "good");
  };
  /** @param {string | null} content */
  const imported = (content) => {
    const { record: other, problem } = record.parse(content);
    if (!other) return say(text(problem ?? "keeping.damaged", { size: Atelier.size(record.mostBytes) }), "bad");
    record.take(other);
    say(text("keeping.imported"), "good");
  };
  const [load, input] = Atelier.chooser("keeping.import", record.mostBytes, imported);
  const cleared = () => {
    record.clear();
    Atelier.keep("exported", null);
    show();
    say(text("keeping.cleared"), "good");
  };
  const section = make(
    "section",
    { class: "keeping", "aria-labelledby": "keeping_" },
    make("h2", { id: "keeping_" }, text("keeping.title")),
    make("p", { class: "quiet" }, text("keeping.where")),
    summary,
    make("div", { class: "tools" }, Atelier.button("keeping.export", exported, { class: "btn" }), load, input, Atelier.twice("keeping.clear", "keeping.clear-sure", cleared)),
    result,
    copy,
  );
  load.classList.add("btn");
  // A file may be dropped as well.
  section.addEventListener("dragover", (event) => event.preventDefault());
  section.addEventListener("drop", async (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) imported(await Atelier.readFile(file, record.mostBytes));
  });
  place.after(section);
  document.addEventListener("atelier-record", show);
  show();
})();
