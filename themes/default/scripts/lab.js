// A lab's page answers first: drop or paste the report of lab-check, and each check of the list shows its outcome, what was
// expected and what came, and the way to the repair. Steps of lessons that a lab checks show their last outcome as well.
(() => {
  "use strict";
  const { make, text, record } = Atelier;
  const signs = { passed: "✓", failed: "✕", blocked: "–", "not-applicable": "·", "could-not-run": "!" };
  const tones = { passed: "good", failed: "bad", "could-not-run": "warn" };

  /** @param {Element} item @param {string} outcome */
  const mark = (item, outcome) => {
    item.querySelector(".outcome")?.remove();
    item.setAttribute("data-outcome", outcome);
    const key = /** @type {keyof typeof signs} */ (outcome);
    const tone = Object.hasOwn(tones, outcome) ? tones[/** @type {keyof typeof tones} */ (outcome)] : "";
    const badge = make("span", { class: "outcome", ...(tone && { "data-tone": tone }) }, make("span", { "aria-hidden": "true" }, signs[key]), " ", text(`lab.${outcome}`));
    const link = item.querySelector(":scope > .check, :scope > p > .check");
    if (link) link.after(" ", badge);
    else item.append(badge);
  };

  for (const place of document.querySelectorAll("[data-lab]")) {
    const kept = record.get().labs[place.getAttribute("data-lab") ?? ""];
    for (const item of place.querySelectorAll("[data-check]")) {
      const entry = kept?.[item.getAttribute("data-check") ?? ""];
      if (entry) mark(item, entry[1]);
    }
  }

  const main = document.querySelector("main[data-lab]");
  const list = main?.querySelector(".checks");
  const { labReport } = Atelier;
  if (!main || !list || !labReport) return;
  const lab = main.getAttribute("data-lab") ?? "";

  /** @param {string} page @returns {Node[]} */
  const way = (page) => {
    const address = labReport.address(page);
    return address ? [make("p", {}, make("a", { href: address }, text("lab.repair")))] : [];
  };
  // Nothing at all when the report says no more than the outcome. What waits for another check, or does not concern this server, has
  // nothing to repair.
  /** @param {Record<string, string>} check @returns {Node[]} */
  const details = (check) => {
    const wrong = check.outcome === "failed" || check.outcome === "could-not-run";
    const rows = (wrong ? ["layer", "reason", "expected", "seen", "words"] : ["waits", "words"]).filter((key) => check[key].trim());
    const facts = rows.flatMap((key) => [
      make("dt", {}, text(`lab.${key}`)),
      make("dd", {}, key === "layer" ? check[key] : make("code", { translate: "no", ...(key === "words" && { class: "stamp" }) }, check[key])),
    ]);
    const sentences = [[check.says, check.detail].filter(Boolean).join(" – "), check.hint].filter(Boolean).map((words) => make("p", {}, words));
    const said = [...sentences, ...(facts.length ? [make("dl", {}, ...facts)] : []), ...(wrong ? way(check.page) : [])];
    return said.length ? [make("div", { class: "found" }, ...said)] : [];
  };
  const answer = make("section", { class: "answer-first", "aria-labelledby": "report_" });
  const result = make("p", { role: "status" });
  /** @param {string} words @param {string} tone */
  const say = (words, tone) => {
    result.textContent = words;
    result.dataset.tone = tone;
  };

  /** @type {Map<string, Element>} */
  const items = new Map([...list.querySelectorAll("[data-check]")].map((item) => [item.getAttribute("data-check") ?? "", item]));
  // A check that the page does not know comes from a template: it joins the list.
  /** @param {{ id: string, title: string }} check */
  const itemOf = (check) => {
    const item = items.get(check.id) ?? make("li", { "data-check": check.id }, make("span", {}, check.title || check.id));
    if (!items.has(check.id)) list.append(item);
    items.set(check.id, item);
    return item;
  };
  /** @param {any} report */
  const show = (report) => {
    list.querySelectorAll(".found").forEach((part) => part.remove());
    for (const check of report.checks) {
      const item = itemOf(check);
      mark(item, check.outcome);
      if (check.outcome !== "passed") item.append(...details(check));
    }
    const counts = record.outcomes.map((outcome) => ({ outcome, n: report.checks.filter((/** @type {any} */ check) => check.outcome === outcome).length })).filter(({ n }) => n);
    const words = counts.map(({ outcome, n }) => Atelier.count(`lab.count-${outcome}`, n)).join(" · ");
    const bar = make("div", { class: "score", "aria-hidden": "true" });
    for (const { outcome, n } of counts) {
      const part = make("i", { "data-outcome": outcome });
      part.style.flexGrow = String(n);
      bar.append(part);
    }
    const causes = report.causes.map((/** @type {any} */ cause) =>
      make("div", { class: "cause" }, make("p", { class: "quiet small" }, text("lab.cause")), make("h3", {}, cause.title || cause.id), ...(cause.text ? [make("p", {}, cause.text)] : []), ...way(cause.page)),
    );
    answer.replaceChildren(make("h2", { id: "report_", tabindex: -1 }, text("lab.answer")), bar, make("p", {}, words), ...causes);
    document.getElementById("report_")?.focus();
    record.lab(lab, report.checks.map((/** @type {any} */ check) => [check.id, check.outcome]));
    say(text("lab.shown", { words }), counts.every(({ outcome }) => outcome === "passed" || outcome === "not-applicable") ? "good" : "");
  };
  /** @param {string | null} content */
  const take = (content) => {
    const { report, problem } = labReport.parse(content, lab);
    if (report) show(report);
    else say(problem ?? "", "bad");
  };

  const [load, input] = Atelier.chooser("lab.choose", labReport.mostBytes, take);
  load.classList.add("btn");
  const field = make("textarea", { rows: 4, id: "report_text", spellcheck: "false", autocomplete: "off" });
  const form = make(
    "section",
    { class: "drop", "aria-labelledby": "drop_" },
    make("h2", { id: "drop_" }, text("lab.have-report")),
    make("p", {}, ...text("lab.drop").split("`").map((part, i) => (i % 2 ? make("code", { translate: "no" }, part) : part))),
    make("div", { class: "tools" }, load, input),
    make("label", { for: "report_text" }, text("lab.paste")),
    field,
    make("div", { class: "tools" }, Atelier.button("lab.show", () => take(field.value), { class: "btn" })),
    result,
  );
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    take(file ? await Atelier.readFile(file, labReport.mostBytes) : (event.dataTransfer?.getData("text/plain") ?? ""));
  });
  // A run from this page (lab-check serve) tells what comes, check by check, and then its report.
  main.addEventListener("lab-outcome", (event) => {
    const { id, title, outcome } = /** @type {CustomEvent} */ (event).detail;
    mark(itemOf({ id, title }), outcome);
  });
  main.addEventListener("lab-report", (event) => take(/** @type {CustomEvent} */ (event).detail));
  const checks = list.closest("section");
  (checks ?? list).before(form, answer);
})();
