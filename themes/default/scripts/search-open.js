// Opens the search: '/', Ctrl-K, or the search link. The rest is loaded when it is first wanted (types/search.d.ts).
(() => {
  'use strict';
  const { root = '', search: rootFile = '', searchScripts = '', searchStyle = '' } = Atelier.own.dataset;
  const [engine, search, , , mark, pages] = searchScripts.split(' ').map((script) => root + script);
  const words = root + rootFile.replace(/([^/]*)$/, 'words.$1');
  if (!search) return;
  /** @type {(address: string) => Promise<void>} */
  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = address;
      script.async = false; // in the order in which they are asked for
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
  globalThis.atelierWords = Object.assign((/** @type {Record<string, string>} */ list) => void (globalThis.atelierWords.all = list), { all: {} });
  /** Without its style the search would work; it is waited for so that nothing jumps. @type {() => Promise<void>} */
  const style = () =>
    new Promise((resolve) => {
      const href = root + searchStyle;
      if (document.querySelector(`link[href="${href}"]`)) return resolve();
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = href;
      link.onload = link.onerror = () => resolve();
      document.head.append(link);
    });
  let loading = /** @type {Promise<unknown> | undefined} */ (undefined);
  // Scripts run in the order in which they are asked for: the root calls what the engine is. Whoever opens the index says that it is missing.
  const ready = () => (loading ??= Promise.all([style(), load(words), load(engine), load(root + rootFile).catch(() => {}), load(search)]));
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-search-open]'));
  const open = () =>
    ready().then(
      () => atelierSearch.open(),
      () => link && location.assign(link.href),
    );

  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !control) return;
    event.preventDefault();
    open();
  });
  document.addEventListener('click', (event) => {
    const clicked = /** @type {Element} */ (event.target).closest('a[data-search-open]');
    if (!clicked || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  if (document.querySelector('[data-search-page], [data-error-page]')) ready().then(() => load(pages)).catch(() => {});
  else if (mark && new URLSearchParams(location.search).get('q')) Promise.all([style(), load(mark)]).catch(() => {});
})();
