// A lesson opened from the review (?review): the question alone, and when it is answered the way to the next one. The lesson
// is one press away.
(() => {
  "use strict";
  const { make, text } = Atelier;
  const prose = document.querySelector(".prose");
  /** @type {Element | null} */
  let heading = null;
  try {
    heading = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // An address that is none.
  }
  const quiz = heading?.closest("[data-quiz]");
  if (!prose || !quiz || !prose.contains(quiz)) return;
  quiz.setAttribute("data-here", "");
  for (let part = quiz.parentElement; part && part !== prose; part = part.parentElement) part.setAttribute("data-around", "");
  const root = document.documentElement;
  root.setAttribute("data-reviewing", "");
  // The headings above it are not shown: for now it is the second on the page.
  heading?.setAttribute("aria-level", "2");

  const list = (Atelier.own.dataset.home ?? "") + "review.html";
  const back = make("a", { class: "btn", href: list }, text("review.list"));
  const whole = Atelier.button("review.lesson", () => {
    root.removeAttribute("data-reviewing");
    heading?.removeAttribute("aria-level");
    whole.remove();
    quiz.scrollIntoView();
  }, { class: "btn" });
  const bar = make("div", { class: "tools review-bar" }, whole, back);
  quiz.append(bar);
  quiz.addEventListener("atelier-answered", () => {
    if (bar.querySelector(".strong")) return;
    bar.prepend(make("a", { class: "btn strong", href: list + "?next" }, text("review.next")));
  });
  quiz.scrollIntoView({ block: "center" });
  const field = quiz.querySelector("input, select, button");
  if (field instanceof HTMLElement) field.focus({ preventScroll: true });
})();
