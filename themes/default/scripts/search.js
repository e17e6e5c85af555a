// The search dialog: a combobox with a listbox, as the ARIA Authoring Practices describe it. types/search.d.ts says what else there is.
(() => {
  'use strict';
  const { root = '', search: rootFile = '', searchScripts = '' } = Atelier.own.dataset;
  const [, , guessScript, errorScript] = searchScripts.split(' ').map((script) => root + script);
  const words = globalThis.atelierWords.all;
  const folder = root + rootFile.slice(0, rootFile.lastIndexOf('/') + 1);
  const ownLanguage = rootFile.slice(rootFile.lastIndexOf('/') + 1, -3);
  const isError = (/** @type {Search.Hit} */ hit) => hit.tier === 0;

  /** The text of a key, with its {places} filled; the plural of the page's language. @type {(key: string, values?: Record<string, string | number>) => string} */
  const say = (key, values = {}) => {
    const plural = typeof values.n === 'number' ? new Intl.PluralRules(document.documentElement.lang).select(values.n) : '';
    const text = words[plural === 'one' ? key + '.one' : plural ? key + '.other' : key] ?? '';
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
  };

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[T]} */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const nameOf = (/** @type {string} */ language) => say('language.' + language) || language;

  // The index of each language, opened when it is first asked

  /** @type {(address: string) => Promise<void>} */
  const load = (address) =>
    new Promise((resolve) => {
      const script = make('script', { src: address });
      // A file that is missing is noticed by whoever wanted it.
      script.onload = script.onerror = () => {
        script.remove();
        resolve();
      };
      document.head.append(script);
    });
  const indexes = /** @type {Map<string, Promise<Search.Index>>} */ (new Map());
  /** @type {(language: string) => Promise<Search.Index>} */
  const indexOf = (language) => {
    const known = indexes.get(language);
    if (known) return known;
    const opened = new atelierEngine.Index(folder, language, (name) => load(name ? `${folder}${name}.js` : guessScript)).open();
    indexes.set(language, opened);
    opened.catch(() => indexes.delete(language));
    return opened;
  };
  /** Certain errors, when the query may be one: a guess that errs on the side of looking. @type {(index: Search.Index, query: string, limit: number) => Promise<Search.Hit[]>} */
  const errorsIn = async (index, query, limit) => {
    if (!atelierEngine.findError) await load(errorScript);
    return (await atelierEngine.findError?.(index, query, limit)) ?? [];
  };
  const mayBeError = (/** @type {string} */ query) => /\S\s+\S/.test(query) && /[:"=[\]{}()_]| '|(\S+\s+){4}\S|error|fatal|fail|exception|cannot|denied|refus|invalid|un(able|known|defined)|missing|timeout|erreur|[eé]chec|impossible|introuvable/i.test(query);

  /** @type {(query: string, language: string, filters: Search.Filters, limit: number) => Promise<Search.Answer>} */
  const ask = async (query, language, filters, limit) => {
    const index = await indexOf(language);
    const filtered = Object.values(filters).some(Boolean);
    const [answer, errors] = await Promise.all([atelierEngine.search(index, query, filters, limit), !filtered && mayBeError(query) ? errorsIn(index, query, limit) : []]);
    const certain = errors.filter((hit) => isError(hit) && atelierEngine.looksLikeError?.(query));
    const hits = [...certain, ...answer.hits.filter((hit) => !certain.some((error) => error.document === hit.document))].slice(0, limit);
    return { ...answer, hits, total: Math.max(answer.total, certain.length) };
  };

  // Showing

  /** Text with `code` as code and the words that were asked for marked. @type {(text: string, forms: Set<string>) => Node[]} */
  const marked = (text, forms) =>
    text.split('`').map((part, i, all) => {
      const place = i % 2 && i < all.length - 1 ? make('code', { translate: 'no' }) : document.createDocumentFragment();
      for (const piece of part.split(/([\p{L}\p{M}\p{N}]+)/u)) place.append(forms.has(atelierEngine.fold(piece.toLowerCase())) ? make('mark', {}, piece) : piece);
      return place;
    });

  /** @type {(hit: Search.Hit, query: string, forms: Set<string>, language: string) => HTMLAnchorElement} */
  const linkTo = (hit, query, forms, language) => {
    const address = `${root}${hit.address}${isError(hit) ? '' : '?q=' + encodeURIComponent(query.slice(0, 200))}${hit.anchor ? '#' + hit.anchor : ''}`;
    const where = new Set([isError(hit) ? say('error-known') : '', say('kind.' + hit.kind), hit.heading && hit.title, say('level/' + hit.level)].filter(Boolean));
    const link = make('a', { href: address, class: 'result' }, make('span', { class: 'result-where' }, [...where].join(' · ')), make('b', {}, ...marked(hit.heading || hit.title, forms)));
    if (hit.error) link.append(make('code', { class: 'stamp', translate: 'no' }, hit.error));
    const excerpt = hit.error ? hit.excerpt.replace(/^`[^`]*` /, '') : hit.excerpt;
    if (excerpt) link.append(make('span', { class: 'result-text' }, ...marked(excerpt, forms)));
    if (language !== ownLanguage) link.setAttribute('lang', language);
    return link;
  };

  /** What there is to say about an answer. @type {(answer: Search.Answer, query: string) => string} */
  const describe = (answer, query) => {
    const out = [];
    const some = answer.hits[0]?.tier === 5;
    if (!answer.hits.length) out.push(say('none', { q: query }));
    else out.push(some ? say('partial') : say('results', { n: answer.total }));
    // The index knows words without accents; a result may show how the word is written.
    const shown = answer.hits.flatMap((hit) => `${hit.title} ${hit.heading} ${hit.excerpt}`.match(/[\p{L}\p{M}]+/gu) ?? []);
    for (const { from, to } of answer.corrections) out.push(say('corrected', { from, to: shown.find((word) => atelierEngine.fold(word.toLowerCase()) === to)?.toLowerCase() ?? to }));
    if (answer.missing.length && answer.hits.length) out.push(say('missing', { words: answer.missing.join(', ') }));
    if (!answer.hits.length) out.push(say('none-hint'));
    return out.join(' ');
  };

  let places = 0;
  /** A place where one asks: field, filters, status, results. The dialog's results are options, a page's are links in a list.
   * @param {HTMLElement} parent @param {HTMLInputElement} field @param {{options: boolean, limit: number}} how */
  const searchIn = (parent, field, how) => {
    const id = `search-${++places}`;
    const status = make('p', { class: 'search-status', role: 'status' });
    const list = how.options ? make('div', { id, class: 'results', role: 'listbox', 'aria-label': say('label') }) : make('ol', { id, class: 'results' });
    const more = make('div', { class: 'search-more' });
    const filters = make('div', { class: 'search-filters' });
    const selects = ['level', 'topic'].map((kind) => {
      const select = make('select', {}, make('option', { value: '' }, say(kind + '-any')));
      for (const [key, label] of Object.entries(words)) if (key.startsWith(kind + '/')) select.append(make('option', { value: key.slice(kind.length + 1) }, label));
      if (select.options.length > 1) filters.append(make('label', {}, say(kind) + ' ', select));
      select.addEventListener('change', () => update());
      return select;
    });
    parent.append(filters, status, list, more);
    let timer = 0;
    let links = /** @type {HTMLAnchorElement[]} */ ([]);
    let active = -1;
    let asked = 0;
    let shownFor = ''; // Enter must not open an answer to what stood in the field before

    /** @type {(next: number) => void} */
    const activate = (next) => {
      links[active]?.setAttribute('aria-selected', 'false');
      active = next;
      const link = links[active];
      if (!link) return field.removeAttribute('aria-activedescendant');
      link.setAttribute('aria-selected', 'true');
      field.setAttribute('aria-activedescendant', link.id);
      link.scrollIntoView({ block: 'nearest' });
    };
    /** @type {(text: string) => void} */
    const note = (text) => list.append(make(how.options ? 'div' : 'li', { class: 'search-note', role: how.options ? 'presentation' : 'listitem' }, text));
    /** @type {(hits: Search.Hit[], query: string, answer: Search.Answer, language: string) => void} */
    const append = (hits, query, answer, language) => {
      hits.forEach((hit, i) => {
        if (hit.tier === 5 && hits[i - 1]?.tier < 5) note(say('some'));
        const link = linkTo(hit, query, answer.forms, language);
        link.id = `${id}-${links.length}`;
        links.push(link);
        if (how.options) for (const [name, value] of Object.entries({ role: 'option', tabindex: '-1', 'aria-selected': 'false' })) link.setAttribute(name, value);
        list.append(how.options ? link : make('li', {}, link));
      });
      if (how.options) field.setAttribute('aria-expanded', String(links.length > 0));
    };
    /** @type {(query: string, language: string, values: Search.Filters, automatic: boolean) => Promise<void>} */
    const elsewhere = async (query, language, values, automatic) => {
      const turn = asked;
      const answer = await ask(query, language, values, 5);
      if (turn !== asked || (automatic && !answer.hits.length)) return;
      const heading = answer.total ? say('elsewhere', { n: answer.total, language: nameOf(language) }) : say('elsewhere-none', { language: nameOf(language) });
      note(heading);
      if (!automatic) status.textContent = heading;
      append(answer.hits, query, answer, language);
    };

    const update = async () => {
      const query = field.value.trim() ? field.value : '';
      const turn = ++asked;
      clearTimeout(timer);
      const values = { level: selects[0].value, topic: selects[1].value };
      try {
        if (query.trim().length < 2) {
          show([], say('hint'));
          return;
        }
        const answer = await ask(query, ownLanguage, values, how.limit);
        if (turn !== asked) return;
        shownFor = query;
        show(answer.hits, describe(answer, query.trim()), query, answer);
        for (const language of (await indexOf(ownLanguage)).others) {
          if (answer.total < 5) await elsewhere(query, language, values, true);
          else {
            const button = make('button', { type: 'button' }, say('elsewhere-ask', { language: nameOf(language) }));
            button.addEventListener('click', () => {
              button.remove();
              elsewhere(query, language, values, false).catch(fail);
            });
            if (turn === asked) more.append(button);
          }
        }
      } catch (error) {
        if (turn === asked) fail(error);
      }
    };
    const fail = (/** @type {unknown} */ error) => show([], say('failed', { file: error instanceof Error ? error.message : '' }));
    /** @type {(hits: Search.Hit[], message: string, query?: string, answer?: Search.Answer) => void} */
    const show = (hits, message, query = '', answer = undefined) => {
      activate(-1);
      links = [];
      list.replaceChildren();
      more.replaceChildren();
      status.textContent = message;
      if (answer) append(hits, query, answer, ownLanguage);
      if (how.options) field.setAttribute('aria-expanded', String(links.length > 0));
    };

    if (how.options) {
      for (const [name, value] of Object.entries({ role: 'combobox', 'aria-controls': id, 'aria-expanded': 'false', 'aria-autocomplete': 'list' })) field.setAttribute(name, value);
      field.addEventListener('keydown', (event) => {
        const { key } = event;
        const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
        if (step && links.length) activate(active < 0 ? (step > 0 ? 0 : links.length - 1) : (active + step + links.length) % links.length);
        else if (key === 'Enter') (shownFor === field.value ? Promise.resolve() : update()).then(() => (links[active] ?? links[0])?.click());
        else if (key === 'Escape') dialog?.close();
        else return;
        event.preventDefault();
      });
    }
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(update, 80);
    });
    update();
    return { update };
  };

  // The dialog

  let dialog = /** @type {HTMLDialogElement | undefined} */ (undefined);
  /** @type {(query?: string) => void} */
  const open = (query = '') => {
    let field = /** @type {HTMLInputElement | null | undefined} */ (dialog?.querySelector('input'));
    if (!dialog || !field) {
      field = make('input', { type: 'search', id: 'search-field', placeholder: say('placeholder'), autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '10000' });
      field.value = query;
      const close = make('button', { type: 'button', class: 'search-close' }, say('close'));
      dialog = make('dialog', { class: 'search', 'aria-label': say('label') }, make('div', { class: 'search-head' }, make('label', { for: 'search-field', class: 'hidden' }, say('label')), field, close));
      document.body.append(dialog);
      const shown = dialog;
      close.addEventListener('click', () => shown.close());
      // A click beside it, and a result that is on this very page, close it.
      shown.addEventListener('click', (event) => {
        const target = /** @type {Element} */ (event.target);
        if (target === shown || target.closest('a.result')) shown.close();
      });
      searchIn(dialog, field, { options: true, limit: 10 });
      dialog.append(make('p', { class: 'search-keys' }, say('keys')));
    }
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
  };

  globalThis.atelierSearch = { open, searchIn, say, make, errorsIn, indexOf, ask, linkTo, isError, ownLanguage };
})();
