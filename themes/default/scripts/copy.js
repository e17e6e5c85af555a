// A button on every block of commands: it copies what one types, with one's own values, without prompts and without output.
(() => {
  "use strict";
  const { make, text } = Atelier;
  const prompt = /^(?:\$|PS(?: [^>\n]*)?>|[A-Z]:\\[^>\n]*>) /;

  // Of a session with prompts only what was typed; of anything else everything.
  Atelier.commands = (code) => {
    const lines = code.replace(/\n+$/, "").split("\n");
    if (!prompt.test(lines[0])) return lines.join("\n");
    let goesOn = false;
    const typed = lines.filter((line) => {
      const taken = goesOn || prompt.test(line);
      goesOn = taken && /[\\`^]$/.test(line);
      return taken;
    });
    return typed.map((line) => line.replace(prompt, "")).join("\n");
  };

  /** @param {string} words @returns {Promise<boolean>} */
  const write = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      // Not a secure context, or not allowed: the older way, from a field that nobody sees.
      const field = make("textarea", { class: "hidden", "aria-hidden": "true", tabindex: -1 });
      field.value = words;
      document.body.append(field);
      field.select();
      const done = document.execCommand?.("copy") ?? false;
      field.remove();
      return done;
    }
  };

  for (const block of document.querySelectorAll("figure.block:not(.broken)")) {
    const code = block.querySelector("pre > code");
    if (!code) continue;
    const caption = block.querySelector("figcaption");
    const name = caption?.textContent?.trim();
    const button = make("button", { type: "button", class: "copy", ...(name && { "aria-label": text("copy.label", { name }) }) }, text("copy.button"));
    button.addEventListener("click", async () => {
      const plain = Atelier.values?.plain(code) ?? { text: code.textContent ?? "", missing: [] };
      const done = await write(Atelier.commands(plain.text));
      const missing = plain.missing.length ? text("copy.missing", { names: plain.missing.join(", ") }) : "";
      const words = text(done ? "copy.done" : "copy.refused");
      button.textContent = words;
      Atelier.announce(`${words} ${missing}`.trim());
      button.focus();
      if (done) document.dispatchEvent(new Event("atelier-work"));
      else getSelection()?.selectAllChildren(code);
      setTimeout(() => (button.textContent = text("copy.button")), 2500);
    });
    (caption ?? block).append(button);
  }
})();
