// What the tests of the built site share: its pages, and the few things of HTML that a link check needs.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file below `root`, relative, sorted. */
export function filesOf(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

const decode = (text) =>
  text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" })[name]);

/** The ids of a page and its references: href, src, content of og:image left out. Comments and code are text in our pages. */
export function read(root, file) {
  const html = readFileSync(join(root, file), 'utf8');
  const ids = new Set();
  const twice = [];
  const references = [];
  for (const tag of html.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[a-zA-Z:_-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    for (const attribute of tag[2].matchAll(/\s([a-zA-Z:_-]+)(?:="([^"]*)")?/g)) {
      const [, name, raw = ''] = attribute;
      const value = decode(raw);
      if (name === 'id') {
        if (ids.has(value)) twice.push(value);
        ids.add(value);
      }
      if (name === 'href' || name === 'src') references.push({ tag: tag[1], value });
    }
  }
  return { html, ids, twice, references };
}
