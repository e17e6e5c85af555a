// Leitner's boxes: a question answered right at the first try moves one box on and comes back later, one answered wrong goes
// back to the first box and comes back tomorrow. Days are those of the reader's calendar, not of UTC.
(() => {
  "use strict";
  const wait = [1, 1, 2, 4, 8, 16, 32];  // days, by box

  /** @param {Date} date */
  const dayOf = (date) =>
    `${String(date.getFullYear()).padStart(4, "0")}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  /** @param {string} day @param {number} more */
  const later = (day, more) => {
    const [year, month, date] = day.split("-").map(Number);
    return dayOf(new Date(year, month - 1, date + more, 12));
  };

  Atelier.boxes = {
    today: () => dayOf(new Date()),
    dayOf,
    later,
    // Where a question goes that stood in `box` and was due on `due` (null: never asked) and was answered on `today`.
    next(box, due, right, today) {
      if (!right) return { box: 0, due: later(today, wait[0]) };
      if (box === null || due === null) return { box: 1, due: later(today, wait[1]) };
      if (due > today) return { box, due };
      const on = Math.min(box + 1, wait.length - 1);
      return { box: on, due: later(today, wait[on]) };
    },
  };
})();
