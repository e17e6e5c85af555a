// Self-checks: says at once whether an answer is right and why, in words beside the answer. A hint opens the way to the next;
// after two tries the answer may be seen. What was answered goes into the record and comes back in the review.
(() => {
  "use strict";
  const { make, text, unseen, answers, boxes, record } = Atelier;
  const main = document.querySelector("main[data-page-id]");
  const page = main?.getAttribute("data-page-id") ?? "";
  const rev = Number(main?.getAttribute("data-rev")) || 1;
  const triesBeforeAnswer = 2;

  /** @param {Element} place @param {string} selector @returns {any[]} */
  const all = (place, selector) => [...place.querySelectorAll(selector)];

  // A verdict: is it right, what to say, and what to write beside which part. Null: there is nothing to judge yet.
  /** @typedef {{ right: boolean, words: string, beside?: [Element, boolean, Node[]][] } | null} Verdict */

  /** @param {HTMLElement} quiz @returns {Verdict} */
  const judgeChoices = (quiz) => {
    const choices = all(quiz, ".choice");
    const chosen = choices.filter((choice) => choice.querySelector("input").checked);
    if (!chosen.length) return null;
    const { extra, missing } = answers.choices(chosen, choices.filter((choice) => choice.hasAttribute("data-right")));
    const beside = chosen.map((choice) => {
      const why = quiz.querySelector(`.answers [data-for="${choice.dataset.choice}"]`);
      return /** @type {[Element, boolean, Node[]]} */ ([choice, choice.hasAttribute("data-right"), [...(why?.childNodes ?? [])]]);
    });
    const counts = [extra && Atelier.count("quiz.extra", extra), missing && Atelier.count("quiz.missing", missing)];
    const several = quiz.dataset.kind === "multiple" && extra + missing ? " " + counts.filter(Boolean).join(" ") : "";
    return { right: extra + missing === 0, words: several, beside };
  };
  /** @param {HTMLElement} quiz @returns {Verdict} */
  const judgeField = (quiz) => {
    const field = quiz.querySelector("input");
    if (!field?.value.trim()) return null;
    const accepted = all(quiz, "[data-answer]").map((answer) => answer.textContent);
    if (quiz.dataset.kind === "text")
      return { right: answers.text(field.value, accepted, field.hasAttribute("data-fold-case"), field.hasAttribute("data-fold-space")), words: "" };
    if (!answers.isNumber(field.value)) return { right: false, words: " " + text("quiz.no-number") };
    return { right: answers.number(field.value, accepted, Number(field.dataset.tolerance) || 0), words: "" };
  };
  // Order and match: how many stand where they belong.
  /** @param {HTMLElement} quiz @returns {Verdict} */
  const judgePlaces = (quiz) => {
    const rows = all(quiz, "[data-right]");
    const values = rows.map((row) => row.querySelector("select")?.value ?? "");
    if (!rows.length || values.some((value) => value === "")) return null;
    /** @param {Element} row @param {string} value */
    const label = (row, value) => row.querySelector(`option[value="${value}"]`)?.textContent ?? value;
    const good = rows.map((row, i) => values[i] === row.dataset.right || (quiz.dataset.kind === "match" && label(row, values[i]) === label(row, row.dataset.right)));
    const right = good.filter(Boolean).length;
    return {
      right: right === rows.length,
      words: right === rows.length ? "" : " " + Atelier.count("quiz.placed", right, { all: rows.length }),
      beside: rows.map((row, i) => [row.querySelector("td") ?? row, good[i], []]),
    };
  };
  /** @type {Record<string, (quiz: HTMLElement) => Verdict>} */
  const judges = { single: judgeChoices, multiple: judgeChoices, number: judgeField, text: judgeField, order: judgePlaces, match: judgePlaces };

  // The list as it stands is the answer: an item goes up or down, and its number is that of its place.
  /** @param {HTMLElement} quiz @param {() => void} changed */
  const makeMovable = (quiz, changed) => {
    const list = quiz.querySelector(".order");
    if (!list || !list.querySelector("select")) return;
    const renumber = () =>
      all(list, "li").forEach((item, i, items) => {
        item.querySelector("select").value = String(i + 1);
        const [up, down] = all(item, ".move button");
        up.disabled = i === 0;
        down.disabled = i === items.length - 1;
      });
    for (const item of all(list, "li")) {
      const name = item.querySelector("label span").textContent;
      /** @param {number} way @param {string} key @param {string} sign */
      const button = (way, key, sign) => {
        const move = () => {
          const other = way < 0 ? item.previousElementSibling : item.nextElementSibling;
          if (!other) return;
          if (way < 0) other.before(item);
          else other.after(item);
          changed();
          renumber();
          const at = all(list, "li").indexOf(item) + 1;
          (self.disabled ? item.querySelector(".move button:not(:disabled)") : self).focus();
          Atelier.announce(text("quiz.moved", { name, n: at, all: list.children.length }));
        };
        const self = make("button", { type: "button", click: move }, make("span", { "aria-hidden": "true" }, sign), unseen(text(key, { name })));
        return self;
      };
      item.querySelector("label").after(make("span", { class: "move" }, button(-1, "quiz.up", "↑"), button(1, "quiz.down", "↓")));
    }
    renumber();
  };

  /** @param {HTMLElement} quiz */
  const enhance = (quiz) => {
    const judge = judges[quiz.dataset.kind ?? ""];
    const fieldset = quiz.querySelector("fieldset");
    if (!judge || !fieldset) return;
    const hints = all(quiz, "details.hint");
    const later = all(quiz, "details.answer, details.solution");
    const verdict = make("p", { class: "verdict", role: "status" });
    let tries = 0;

    const forget = () => {
      all(quiz, ".beside").forEach((note) => note.remove());
      all(quiz, "[data-verdict]").forEach((part) => part.removeAttribute("data-verdict"));
      verdict.replaceChildren();
      verdict.removeAttribute("data-tone");
    };
    const showLater = () => {
      const opened = hints.findIndex((hint) => !hint.open) < 0 ? hints.length : hints.findIndex((hint) => !hint.open);
      hints.forEach((hint, i) => hint.toggleAttribute("data-later", i > Math.max(opened, tries)));
      later.forEach((part) => part.toggleAttribute("data-later", tries < triesBeforeAnswer));
    };
    const check = () => {
      forget();
      const result = judge(quiz);
      if (!result) {
        verdict.textContent = text("quiz.nothing");
        return;
      }
      if (!tries) remember(result.right);
      tries = result.right ? Math.max(tries + 1, triesBeforeAnswer) : tries + 1;
      for (const [place, right, why] of result.beside ?? []) {
        place.setAttribute("data-verdict", right ? "right" : "wrong");
        const words = why.length ? why.map((node) => node.cloneNode(true)) : [make("b", {}, text(right ? "quiz.right" : "quiz.wrong"))];
        place.append(make("div", { class: `beside ${right ? "right" : "wrong"}` }, ...words));
      }
      verdict.dataset.tone = result.right ? "good" : "bad";
      const said = result.right ? text("quiz.good") : text("quiz.not-yet") + result.words;
      const why = (result.beside ?? []).map(([, , nodes]) => nodes.map((node) => node.textContent).join("")).join(" ");
      verdict.append(make("b", {}, said), unseen(why && ` ${why}`));
      if (!result.right && tries >= triesBeforeAnswer) verdict.append(" ", text("quiz.may-see"));
      showLater();
      if (result.right && !result.beside) later[0]?.setAttribute("open", "");
      quiz.dispatchEvent(new CustomEvent("atelier-answered", { bubbles: true, detail: result.right }));
    };
    /** @param {boolean} right */
    const remember = (right) => {
      if (!page) return;
      const before = record.get().quizzes[`${page}/${quiz.dataset.quiz}`];
      const { box, due } = boxes.next(before?.[3] ?? null, before?.[4] ?? null, right, boxes.today());
      record.quiz(page, quiz.dataset.quiz ?? "", rev, right, box, due);
      document.dispatchEvent(new Event("atelier-work"));
    };

    fieldset.addEventListener("input", forget);
    fieldset.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      check();
    });
    hints.forEach((hint) => hint.addEventListener("toggle", showLater));
    if (quiz.dataset.kind === "order") makeMovable(quiz, forget);
    const before = record.get().quizzes[`${page}/${quiz.dataset.quiz}`];
    const last = before && make("span", { class: "quiet small" }, text(before[2] ? "quiz.last-right" : "quiz.last-wrong"));
    fieldset.append(make("div", { class: "tools" }, Atelier.button("quiz.check", check, { class: "btn" }), ...(last ? [last] : [])), verdict);
    quiz.setAttribute("data-ready", "");
    showLater();
  };

  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-quiz]")).forEach(enhance);
})();
