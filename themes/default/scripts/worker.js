// The site without a network, as a service worker: worker.js in the site's root names the course, its version and its files with their
// hashes, then imports this. A course that is small enough is kept whole, the pages of one version together; of a large one its
// frame and the pages that were visited. What did not change between two versions is taken from the older one, not fetched again.
(() => {
  "use strict";
  const worker = /** @type {any} */ (self);
  /** @type {{ id: string, version: string, whole: boolean, files: Record<string, string> }} */
  const { id, version, whole, files } = worker.atelierCourse;
  const prefix = `atelier:${id}:`;
  const name = prefix + version;
  const root = new URL("./", worker.location.href).href;
  const list = root + "worker.json"; // in the cache alone: what it holds, for the version after it
  const atOnce = 12;

  const others = async () => (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== name);

  const fill = async () => {
    const cache = await caches.open(name);
    const [older] = (await others()).reverse();
    const before = older ? await caches.open(older) : undefined;
    /** @type {Record<string, string>} */
    const known = (await before?.match(list).then((answer) => answer?.json())) ?? {};
    /** @param {string} path */
    const take = async (path) => {
      const address = root + path.split("/").map(encodeURIComponent).join("/");
      const kept = known[path] === files[path] ? await before?.match(address) : undefined;
      const answer = kept ?? (await fetch(address, { cache: "no-cache" }));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      await cache.put(address, answer);
    };
    const paths = Object.keys(files);
    while (paths.length) await Promise.all(paths.splice(0, atOnce).map(take));
    await cache.put(list, new Response(JSON.stringify(files)));
  };

  worker.addEventListener("install", (/** @type {any} */ event) =>
    event.waitUntil(
      // Half a version is worse than none.
      fill().catch(async (failure) => {
        await caches.delete(name);
        throw failure;
      }),
    ),
  );
  worker.addEventListener("activate", (/** @type {any} */ event) =>
    event.waitUntil(
      others()
        .then((old) => Promise.all(old.map((other) => caches.delete(other))))
        .then(() => worker.clients.claim()),
    ),
  );
  // The reader has asked for the version that waits.
  worker.addEventListener("message", (/** @type {any} */ event) => {
    if (event.data === "atelier-update") worker.skipWaiting();
  });

  /** @param {Request} request */
  const answer = async (request) => {
    const url = new URL(request.url);
    url.search = url.hash = "";
    if (url.pathname.endsWith("/")) url.pathname += "index.html";
    const cache = await caches.open(name);
    const kept = await cache.match(url.href);
    if (kept) return kept;
    try {
      const fresh = await fetch(request);
      if (!whole && fresh.ok && !fresh.redirected) await cache.put(url.href, fresh.clone()).catch(() => {});
      return fresh;
    } catch (failure) {
      // A page that was never seen, without a network: the home page says where one is.
      const language = url.href.slice(root.length).split("/")[0];
      const home = request.mode === "navigate" && ((await cache.match(`${root}${language}/index.html`)) ?? (await cache.match(root + "index.html")));
      if (home) return home;
      throw failure;
    }
  };
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(root) || request.headers.has("range")) return;
    event.respondWith(answer(request));
  });
})();
