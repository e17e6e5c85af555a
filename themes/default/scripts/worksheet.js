// The worksheet of a page as a form: a field in each row, its check in words, and the values' way out and in.
(() => {
  "use strict";
  const { make, text, values } = Atelier;
  const format = "atelier-worksheet";
  const most = 64 * 1024;
  const mostNames = 500;
  const modes = { ip: "decimal", port: "numeric", url: "url", email: "email" };

  // Dots without a password field, which a browser would offer to remember; where it has no such dots, a password field after all.
  const dots = globalThis.CSS?.supports?.("-webkit-text-security", "disc") ?? false;

  /** @param {HTMLElement} row */
  const enhance = (row) => {
    const { var: name = "", type = "text", secret } = row.dataset;
    const cell = row.querySelector(".yours");
    const [head, meaning] = row.children;
    if (!cell || !head) return;
    if (secret !== undefined && values.type(name)) values.set(name, type, "");
    head.id ||= `own_${name}`;
    meaning.id ||= `own_${name}_meaning`;
    const trouble = make("p", { class: "trouble", id: `own_${name}_trouble` });
    const described = secret === undefined ? trouble.id : `${trouble.id} own_secrets`;
    const input = make("input", {
      type: secret === undefined || dots ? "text" : "password",
      ...(secret !== undefined && { class: "secret" }),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      maxlength: 200,
      "aria-labelledby": `${head.id} ${meaning.id}`,
      "aria-describedby": described,
    });
    if (Object.hasOwn(modes, type)) input.inputMode = modes[/** @type {keyof typeof modes} */ (type)];

    /** @param {boolean} patient */
    const check = (patient) => {
      const written = secret === undefined ? input.value.trim() : input.value;
      const problem = written && Atelier.typeProblem(type, written);
      if (!problem && written !== values.get(name)) values.set(name, type, written, secret !== undefined);
      if (problem && patient) return;
      if (problem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      trouble.textContent = problem ? text(problem) : "";
      row.classList.toggle("filled", Boolean(written && !problem));
    };
    // A value that came from elsewhere. What was typed here and is not yet right stays to be mended.
    let shown = "";
    const show = () => {
      const now = values.get(name);
      if (now !== shown && document.activeElement !== input) input.value = now;
      if (now !== shown) check(true);
      shown = now;
    };
    input.addEventListener("input", () => check(true));
    input.addEventListener("change", () => check(false));
    cell.replaceChildren(input, trouble);
    document.addEventListener("atelier-values", show);
    show();
  };

  const exported = () => {
    const file = { format, version: 1, course: Atelier.own.dataset.course ?? "", values: Object.fromEntries(values.entries()) };
    Atelier.offer("atelier-worksheet.json", JSON.stringify(file, null, 2) + "\n");
    Atelier.announce(text("worksheet.exported"));
  };

  // The entries of a worksheet file, or why it is refused. Nothing is taken from a file with one wrong value.
  Atelier.parseWorksheet = (content) => {
    if (content === null || content.length > most) return { problem: text("kit.too-big", { size: Atelier.size(most) }) };
    const file = Atelier.json(content);
    if (!Atelier.isObject(file) || file.format !== format) return { problem: text("worksheet.not-ours") };
    if (file.version !== 1) return { problem: text("kit.other-version") };
    if ((file.course ?? "") !== (Atelier.own.dataset.course ?? "")) return { problem: text("kit.other-course") };
    if (!Atelier.isObject(file.values) || Object.keys(file.values).length > mostNames) return { problem: text("worksheet.not-ours") };
    /** @type {[string, { type: string, value: string }][]} */
    const entries = [];
    for (const [name, entry] of Object.entries(file.values)) {
      if (!values.isEntry(name, entry)) return { problem: text("worksheet.damaged", { name: name.slice(0, 40) }) };
      const problem = Atelier.typeProblem(entry.type, entry.value, "file");
      if (problem) return { problem: text("worksheet.value", { name, why: text(problem) }) };
      entries.push([name, { type: entry.type, value: entry.value }]);
    }
    return { entries };
  };

  const [load, input] = Atelier.chooser("worksheet.import", most, (content) => {
    const { problem, entries = [] } = Atelier.parseWorksheet(content);
    if (problem) return say(problem, "bad");
    values.take(entries);
    say(Atelier.count("worksheet.imported", entries.length), "good");
  });
  const result = make("p", { role: "status" });
  /** @param {string} words @param {string} tone */
  const say = (words, tone) => {
    result.textContent = words;
    result.dataset.tone = tone;
  };

  for (const sheet of document.querySelectorAll("[data-worksheet]")) {
    for (const row of sheet.querySelectorAll("tr[data-var]")) enhance(/** @type {HTMLElement} */ (row));
    sheet.setAttribute("data-ready", "");
  }
  document.querySelector("[data-worksheet]")?.append(
    make("p", { class: "quiet small" }, text("worksheet.where")),
    ...(document.querySelector("tr[data-secret]") ? [make("p", { class: "quiet small", id: "own_secrets" }, text("worksheet.tab-only"))] : []),
    make(
      "div",
      { class: "tools" },
      Atelier.button("worksheet.export", exported),
      load,
      input,
      Atelier.twice("worksheet.clear", "worksheet.clear-sure", () => (values.clear(), say(text("worksheet.cleared"), "good"))),
    ),
    result,
  );
})();
