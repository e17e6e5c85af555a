// The search page (data-search-page) and the page for pasted errors (data-error-page): the same search as the dialog's, with plain links.
(() => {
  'use strict';
  const { searchIn, say, make, errorsIn, indexOf, ask, linkTo, isError, ownLanguage } = atelierSearch;

  const page = document.querySelector('[data-search-page]');
  if (page instanceof HTMLElement) {
    const field = make('input', { type: 'search', id: 'search-page-field', name: 'q', placeholder: say('placeholder'), autocomplete: 'off', maxlength: '10000' });
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    const form = make('form', { class: 'search-page', role: 'search' }, make('label', { for: field.id }, say('label')), field);
    page.replaceChildren(form);
    const { update } = searchIn(page, field, { options: false, limit: 30 });
    const remember = () => history.replaceState(null, '', location.pathname + (field.value ? '?q=' + encodeURIComponent(field.value.slice(0, 500)) : ''));
    field.addEventListener('change', remember);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      remember();
      update();
    });
  }

  const errorPage = document.querySelector('[data-error-page]');
  if (errorPage instanceof HTMLElement) {
    const field = make('textarea', { id: 'search-error-field', rows: '5', spellcheck: 'false', maxlength: '10000', 'aria-describedby': 'search-error-hint', translate: 'no' });
    const status = make('p', { class: 'search-status', role: 'status' });
    const seen = make('pre', { class: 'search-seen', translate: 'no', tabindex: '0', 'aria-label': say('matched') });
    const list = make('ol', { class: 'results' });
    errorPage.replaceChildren(make('label', { for: field.id }, say('paste-label')), make('p', { id: 'search-error-hint', class: 'small quiet' }, say('paste-hint')), field, status, seen, list);
    seen.hidden = true;
    let timer = 0;
    let turn = 0;
    const update = async () => {
      const mine = ++turn;
      const pasted = field.value;
      let hits = /** @type {Search.Hit[]} */ ([]);
      let message = '';
      try {
        if (pasted.trim().length > 2) {
          hits = await errorsIn(await indexOf(ownLanguage), pasted, 5);
          if (!hits.length) hits = (await ask(pasted, ownLanguage, {}, 5)).hits;
          message = !hits.length ? say('paste-none') : hits[0].error && isError(hits[0]) ? say('paste-known') : say('paste-near');
        }
      } catch (error) {
        message = say('failed', { file: error instanceof Error ? error.message : '' });
      }
      if (mine !== turn) return;
      status.textContent = message;
      const [from, to] = hits[0]?.matched ?? [0, 0];
      seen.hidden = to <= from;
      seen.replaceChildren(pasted.slice(0, from), make('mark', {}, pasted.slice(from, to)), pasted.slice(to));
      list.replaceChildren(...hits.map((hit) => make('li', {}, linkTo(hit, '', new Set(), ownLanguage))));
    };
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(update, 150);
    });
    update();
  }
})();
