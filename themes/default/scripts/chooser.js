// The first page of the site leads to the language chosen before, or to the first of the browser's languages that there is.
// No other page ever leads elsewhere by itself.
(() => {
  "use strict";
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".chooser a[hreflang]"));
  const wanted = [...navigator.languages];
  try {
    wanted.unshift(localStorage.getItem("atelier.language") ?? "");
  } catch {
    // Then the browser's languages decide.
  }
  for (const tag of wanted) {
    const language = tag.split("-")[0].toLowerCase();
    const link = [...links].find((candidate) => candidate.hreflang === language);
    if (link) return location.replace(link.href);
  }
})();
