// Keeps the course for when there is no network (worker.js does it), and offers a newer version when one is ready: never in the middle
// of a page, never without a word.
(() => {
  "use strict";
  const { own, tell, button } = Atelier;
  const workers = navigator.serviceWorker;
  if (!workers || !location.protocol.startsWith("http")) return;
  let asked = false;
  /** @param {ServiceWorker} waiting */
  const offer = (waiting) => {
    const take = button("offline.update", () => {
      asked = true;
      waiting.postMessage("atelier-update");
    });
    tell("offline.newer", {}, "good", take);
  };
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
  });
  workers
    .register((own.dataset.root ?? "") + "worker.js")
    .then((registration) => {
      if (registration.waiting && workers.controller) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const next = registration.installing;
        next?.addEventListener("statechange", () => {
          if (next.state === "installed" && workers.controller) offer(next);
        });
      });
    })
    .catch(() => {
      // Without it the site is the same, as long as there is a network.
    });
})();
