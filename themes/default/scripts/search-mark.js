// Marks on this page the words of the query that led here (?q=), in any of their forms: what begins as they do, but for the ending.
(() => {
  'use strict';
  const query = new URLSearchParams(location.search).get('q') ?? '';
  const place = document.querySelector('main');
  if (!place || !query) return;
  const fold = (/** @type {string} */ text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');
  const asked = fold(query.slice(0, 500)).match(/[\p{L}\p{N}]+/gu)?.filter((word) => word.length > 2).slice(0, 16) ?? [];
  if (!asked.length) return;
  /** @type {(word: string) => boolean} */
  const isAsked = (word) =>
    asked.some((other) => {
      if (word === other) return true;
      let same = 0;
      while (same < word.length && word[same] === other[same]) ++same;
      return same >= Math.max(4, 0.75 * Math.min(word.length, other.length)) && Math.max(word.length, other.length) - same <= 6;
    });

  const ranges = /** @type {Range[]} */ ([]);
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node && ranges.length < 1000; node = texts.nextNode()) {
    for (const found of (node.nodeValue ?? '').matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (found[0].length < 3 || !isAsked(fold(found[0]))) continue;
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      ranges.push(range);
    }
  }
  // Without the Custom Highlight API (CSS Custom Highlight API Module 1) the words are wrapped, last first so that the ranges stay right.
  if ('highlights' in CSS) CSS.highlights.set('search', new Highlight(...ranges));
  else for (const range of ranges.reverse()) range.surroundContents(document.createElement('mark'));
})();
