// A built site's sections, read back from its HTML: what the index is made of when there is no search database at hand, and what the
// bench adds its own pages to. Knows the markup of our theme and no other.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00A0' };
const plain = (html) => html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all);

const kindOf = (address) => {
  const [, first, ...rest] = address.replace(/\.html$/, '').split('/');
  if (rest.at(-1) === 'index') return '';
  if (first === 'logbooks') return rest.length > 1 ? 'entry' : 'logbook';
  return { lessons: 'lesson', guides: 'guide', glossary: 'glossary', tips: 'tip', pages: 'page' }[first] ?? '';
};

/** The sections of a page, in the form that search_probe reads. */
export const sectionsOf = (address, html) => {
  const kind = kindOf(address);
  const main = /<main[^>]*>([^]*)<\/main>/.exec(html)?.[1];
  if (!kind || !main) return [];
  const language = address.split('/')[0];
  const text = main
    .replace(/<(nav|template|script|style)\b[^>]*>[^]*?<\/\1>/g, '')
    .replace(/<details class="contents-narrow">[^]*?<\/details>|<ul class="meta"[^>]*>[^]*?<\/ul>|<a class="(anchor|other)"[^>]*>[^]*?<\/a>/g, '');
  const title = plain(/<h1[^>]*>([^]*?)<\/h1>/.exec(text)?.[1] ?? '');
  const topic = kind === 'lesson' ? address.split('/')[2] : '';
  const level = /levels\/([a-z0-9-]+)\.html/.exec(main)?.[1] ?? '';
  const fresh = (anchor, heading) => ({ language, address, anchor, title, heading, level, topic, kind, body: '', code: '', errors: [] });
  const sections = [fresh('', '')];
  const border = /<h1[^>]*>[^]*?<\/h1>|<h[23]\b[^>]*\bid="([^"]*)"[^>]*>([^]*?)<\/h[23]>|<dt id="([^"]*)"[^>]*>([^]*?)<\/dt>/g;
  let from = 0;
  const take = (part) => {
    const section = sections.at(-1);
    const own = kind === 'entry' ? section.errors : []; // the logbook's page lists its entries' errors
    const prose = part
      .replace(/<code class="stamp"[^>]*>([^]*?)<\/code>/g, (_, error) => (own.push(plain(error)), ''))
      .replace(/<pre[^>]*>([^]*?)<\/pre>/g, (_, code) => ((section.code += plain(code) + '\n'), ''))
      .replace(/<code[^>]*>([^]*?)<\/code>/g, '`$1`');
    section.body = `${section.body} ${plain(prose.replace(/<\/?(p|li|td|th|tr|div|dd|h[1-6]|summary|figcaption|legend|label)\b[^>]*>/g, ' '))}`.replace(/\s+/g, ' ').trim();
  };
  for (const found of text.matchAll(border)) {
    take(text.slice(from, found.index));
    from = found.index + found[0].length;
    const anchor = found[1] ?? found[3];
    const heading = plain(found[2] ?? found[4] ?? '').trim();
    if (kind === 'entry' || /^(letter|system)_/.test(anchor ?? '') || anchor === undefined) continue;
    sections.push(fresh(anchor, heading));
  }
  take(text.slice(from));
  return sections;
};

/** Of a whole site, page by page. */
export const sectionsOfSite = (site) =>
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort()
    .flatMap((address) => sectionsOf(address, readFileSync(join(site, address), 'utf8')));
