// The review: which of the questions answered before come back today. The page lists every question of the course, in [data-review]
// as <li data-quiz-id="page/quiz"><a href="lesson.html#quiz">; this puts those that are due in front. With ?next the first one due
// opens at once: so one goes from question to question.
(() => {
  "use strict";
  const { make, text, record, boxes } = Atelier;
  const list = document.querySelector("[data-review]");
  if (!list) return;
  /** @param {HTMLAnchorElement} link */
  const reviewed = (link) => {
    const address = new URL(link.href);
    address.searchParams.set("review", "");
    return address.href;
  };
  const questions = [...list.querySelectorAll("li[data-quiz-id]")].flatMap((item) => {
    const link = item.querySelector("a");
    return link ? [{ id: item.getAttribute("data-quiz-id") ?? "", link }] : [];
  });
  const place = make("section", { class: "due", "aria-labelledby": "due_" });
  list.before(place);

  const show = () => {
    const today = boxes.today();
    const asked = questions.flatMap((question) => {
      const entry = record.get().quizzes[question.id];
      return entry ? [{ ...question, box: entry[3], due: entry[4] }] : [];
    });
    asked.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.box - b.box));
    const due = asked.filter((question) => question.due <= today);
    const next = asked.find((question) => question.due > today);
    if (Atelier.query.has("next") && due.length) location.replace(reviewed(due[0].link));
    const items = due.map(({ link }) => make("li", {}, make("a", { href: reviewed(link), ...(link.lang && { lang: link.lang }) }, link.textContent ?? "")));
    const words = due.length ? Atelier.count("review.due", due.length) : text(asked.length ? "review.none-due" : "review.none");
    place.replaceChildren(
      make("h2", { id: "due_" }, text("review.today")),
      make("p", {}, words),
      ...(due.length ? [make("p", { class: "do" }, make("a", { class: "btn strong", href: reviewed(due[0].link) }, text("review.start"))), make("ol", { class: "lines" }, ...items)] : []),
      ...(next ? [make("p", { class: "quiet" }, text("review.next-day", { date: Atelier.date(new Date(next.due + "T12:00")) }))] : []),
    );
  };
  document.addEventListener("atelier-record", show);
  show();
})();
