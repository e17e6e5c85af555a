// commands.toml, which is TOML of a plain kind: tables, arrays of tables, strings ("…", '…', '''…'''), numbers, booleans, arrays on one line.
import { readFileSync } from 'node:fs';

const valueOf = (text) => {
  if (text[0] === "'") return text.slice(1, -1);
  return JSON.parse(text[0] === '[' ? text.replace(/'([^']*)'/g, (_, inner) => JSON.stringify(inner)) : text);
};

const readTables = (path) => {
  const lines = readFileSync(path, 'utf8').split('\n');
  const tables = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === '' || line[0] === '#') continue;
    const table = /^\[\[?([\w.-]+)\]\]?$/.exec(line);
    const pair = /^([\w-]+) = (.+)$/.exec(line);
    if (table) tables.push({ name: table[1], keys: {}, line: index + 1 });
    else if (pair && pair[2] === "'''") {
      const end = lines.indexOf("'''", index + 1);
      tables.at(-1).keys[pair[1]] = lines.slice(index + 1, end).join('\n') + '\n';
      index = end;
    } else if (pair) tables.at(-1).keys[pair[1]] = valueOf(pair[2]);
    else throw new Error(`${path}:${index + 1}: not a line of this file`);
  }
  return tables;
};

const keysOf = {
  guide: ['needs', 'services', 'offset', 'root', 'site', 'before', 'programs'],
  values: null,
  block: ['at', 'starts', 'not', 'standIn', 'first', 'typed', 'status', 'fails', 'vary', 'instead', 'stays', 'then'],
  file: ['title', 'section', 'how'],
};

/** { guides: { name: { …, values, files, blocks: Map(at -> decision) } } } */
export const readDecisions = (path) => {
  const guides = {};
  let guide;
  for (const { name, keys, line } of readTables(path)) {
    const kind = name.startsWith('guide.') ? 'guide' : name;
    const admitted = keysOf[kind];
    const unknown = admitted && Object.keys(keys).find((key) => !admitted.includes(key));
    if (admitted === undefined || unknown) throw new Error(`${path}:${line}: unknown ${unknown ? `key ${unknown}` : `table ${name}`}`);
    if (kind === 'guide') guide = guides[name.slice(6)] = { ...keys, values: {}, files: [], blocks: new Map() };
    else if (kind === 'values') guide.values = keys;
    else if (kind === 'file') guide.files.push(keys);
    else guide.blocks.set(keys.at, keys);
  }
  return { guides };
};
