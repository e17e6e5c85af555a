// Marks the section being read in the table of contents.
(function () {
  "use strict";
  /** @type {NodeListOf<HTMLAnchorElement>} */
  var links = document.querySelectorAll(".side.contents a");
  if (!links.length || !window.IntersectionObserver) return;
  /** @type {Record<string, Element>} */
  var byId = {};
  /** @type {Element[]} */
  var headings = [];
  links.forEach(function (link) {
    var id = decodeURIComponent(link.hash.slice(1));
    var heading = document.getElementById(id);
    if (!heading) return;
    byId[id] = link;
    headings.push(heading);
  });
  function mark() {
    var current = /** @type {Element | null} */ (null);
    headings.forEach(function (heading) {
      if (heading.getBoundingClientRect().top < 140) current = heading;
    });
    links.forEach(function (link) {
      link.removeAttribute("aria-current");
    });
    if (current) byId[current.id].setAttribute("aria-current", "true");
  }
  var observer = new IntersectionObserver(mark, { rootMargin: "-120px 0px -60% 0px" });
  headings.forEach(function (heading) {
    observer.observe(heading);
  });
  mark();
})();
