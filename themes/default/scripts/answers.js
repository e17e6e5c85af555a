// Is an answer right? By kind of quiz, on values alone.
(() => {
  "use strict";
  // What a written number may mean: "1 234,5", "1,234.5" and "1234.5" are the same, "1,234" is one of two; a unit is left out.
  /** @param {string} written */
  const numbers = (written) => {
    const plain = written.normalize("NFKC").replace(/[\s'’]/g, "").replace("−", "-");
    const digits = /^([+-]?[\d.,]*\d)[^\d.,]*$/.exec(plain)?.[1];
    if (!digits) return [];
    const readings = [];
    const comma = digits.lastIndexOf(","), dot = digits.lastIndexOf(".");
    if (comma < 0) readings.push(digits);
    else if (dot > comma) readings.push(digits.replaceAll(",", ""));
    else readings.push(digits.replaceAll(".", "").replace(",", "."));
    if (/^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/.test(digits)) readings.push(digits.replaceAll(",", ""));
    return readings.map(Number).filter(Number.isFinite);
  };
  /** @param {string} written @param {boolean} foldCase @param {boolean} foldSpace */
  const plain = (written, foldCase, foldSpace) => {
    let text = written.normalize("NFC").replaceAll("’", "'").trim();
    if (foldSpace) text = text.replace(/\s+/g, " ");
    return foldCase ? text.toLowerCase() : text;
  };

  Atelier.answers = {
    isNumber: (written) => numbers(written).length > 0,
    number: (written, accepted, tolerance) =>
      numbers(written).some((value) =>
        accepted.map((right) => Number(right.replace(/\s/g, "").replace(",", "."))).some((right) => Math.abs(value - right) <= tolerance + 1e-9 * Math.max(1, Math.abs(right))),
      ),
    text: (written, accepted, foldCase, foldSpace) =>
      accepted.some((right) => plain(written, foldCase, foldSpace) === plain(right, foldCase, foldSpace)),
    // Which of the chosen are too many, and how many are missing.
    choices: (chosen, right) => ({
      extra: chosen.filter((choice) => !right.includes(choice)).length,
      missing: right.filter((choice) => !chosen.includes(choice)).length,
    }),
  };
})();
