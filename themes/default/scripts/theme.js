// Remembers the choice made with the theme switch. The switch itself needs no script (tokens.css).
(function () {
  "use strict";
  var key = "atelier.theme";
  /** @type {NodeListOf<HTMLInputElement>} */
  var inputs = document.querySelectorAll(".theme input");
  function stored() {
    try {
      return localStorage.getItem(key);
    } catch (refused) {
      return null;
    }
  }
  /** @param {string} value */
  function choose(value) {
    inputs.forEach(function (input) {
      if (input.value === value) input.checked = true;
    });
  }
  choose(stored() || "auto");
  inputs.forEach(function (input) {
    input.addEventListener("change", function () {
      try {
        localStorage.setItem(key, input.value);
      } catch (refused) {
        // Private windows may refuse: the choice then holds for this page.
      }
    });
  });
  window.addEventListener("storage", function (event) {
    if (event.key === key) choose(event.newValue || "auto");
  });
})();
