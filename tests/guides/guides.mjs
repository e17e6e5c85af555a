// node guides.mjs SITE                            every command of the guides is decided in commands.toml, the same in both languages
// node guides.mjs SITE GUIDE ATELIER LAB_SERVICES does the commands of a guide as a reader would, from the page, and compares
//
// What a reader does is done on a small stage (stage.mjs): namespaces of their own, in which loopback is the whole Internet.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDecisions } from './decisions.mjs';
import { enter, play } from './stage.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const commandLanguages = new Set(['sh', 'sql']);

/**
 * The blocks of a page in reading order, those of the tab for Windows left out: the reader of this test has Linux.
 * A command's `at` is "section number": its place among the commands of its section, from 1.
 */
const blocksOf = async (page) => {
  const { JSDOM } = await import('jsdom');
  const { document } = new JSDOM(readFileSync(page, 'utf8')).window;
  const blocks = [];
  let [section, number] = ['', 0];
  for (const node of document.querySelectorAll('main h2[id], main figure.block')) {
    if (node.matches('h2')) {
      [section, number] = [node.id, 0];
      continue;
    }
    if (node.closest('[data-panel="windows"]')) continue;
    const language = node.dataset.language;
    const output = node.querySelector('samp')?.textContent;
    if (language === 'output') {
      const command = blocks.findLast((block) => block.at);
      if (command && command.section === section && command.output === undefined) command.output = output;
      continue;
    }
    const block = { section, language, title: node.querySelector('figcaption b')?.textContent ?? '', code: node.querySelector('code').textContent };
    if (output !== undefined) block.output = output;
    if (commandLanguages.has(language) && !/\.sql$/.test(block.title)) block.at = `${section} ${(number += 1)}`;
    blocks.push(block);
  }
  const worksheet = Object.fromEntries(
    [...document.querySelectorAll('tr[data-var]')].map((row) => [row.dataset.var, row.lastElementChild.textContent]),
  );
  return { blocks, worksheet };
};

const [site, wanted, atelier, services] = process.argv.slice(2).map((one, index) => (index === 1 ? one : resolve(one)));
const decisions = readDecisions(join(here, 'commands.toml'));
const names = readdirSync(join(site, 'fr/guides')).filter((name) => name !== 'index.html').map((name) => name.slice(0, -5));

if (wanted) {
  const guide = decisions.guides[wanted];
  if (!guide) throw new Error(`commands.toml knows no guide ${wanted}`);
  if (process.env.ATELIER_STAGE !== '1') process.exit(enter(guide.needs));
  const page = await blocksOf(join(site, 'fr/guides', `${wanted}.html`));
  const programs = {};
  for (const one of guide.programs ?? []) {
    const [from, file] = one.split(' ');
    programs[file] = (await blocksOf(join(site, 'fr', `${from}.html`))).blocks.find((block) => block.title === file).code;
  }
  process.exit(await play({ name: wanted, guide, page, programs, atelier, services }));
}

let failures = 0;
const fail = (text) => {
  failures += 1;
  console.error('FAILED: ' + text);
};
const counts = { run: 0, 'stand-in': 0, not: 0 };
for (const name of names) {
  const [french, english] = [await blocksOf(join(site, 'fr/guides', `${name}.html`)), await blocksOf(join(site, 'en/guides', `${name}.html`))];
  if (JSON.stringify(french.blocks) !== JSON.stringify(english.blocks)) {
    const at = french.blocks.findIndex((block, index) => JSON.stringify(block) !== JSON.stringify(english.blocks[index]));
    fail(`${name}: the French and the English page differ from their block ${at + 1} on: ${JSON.stringify(french.blocks[at])}`);
  }
  const known = decisions.guides[name]?.blocks ?? new Map();
  for (const { at, code } of french.blocks.filter((block) => block.at)) {
    const decision = known.get(at);
    if (!decision) fail(`${name}: the command "${at}" has no line in commands.toml: ${code.split('\n')[0]}`);
    else if (decision.starts !== code.split('\n')[0].slice(0, decision.starts?.length)) fail(`${name}: the command "${at}" no longer starts with ${decision.starts}`);
    else counts[decision.not ? 'not' : decision.standIn ? 'stand-in' : 'run'] += 1;
  }
  for (const at of known.keys())
    if (!french.blocks.some((block) => block.at === at)) fail(`${name}: commands.toml speaks of "${at}", which the page no longer has`);
}
const sentence = `${names.length} guides: ${counts.run} commands are done, ${counts['stand-in']} more with something in a program's place, ${counts.not} cannot be`;
console.log(sentence);
if (!readFileSync(join(here, 'commands.toml'), 'utf8').includes(`# ${sentence}.\n`)) fail('the head of commands.toml should say: ' + sentence);
process.exit(failures ? 1 : 0);
