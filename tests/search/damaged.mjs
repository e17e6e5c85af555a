// node damaged.mjs PROBE SITE [DATABASE]: whatever happens to the files of the index, a query ends in an answer or in Unreadable with the name of a file: no
// other exception, and no endless loop. Files are cut, emptied, missing, exchanged, or have some bytes changed; and every other
// time the texts are changed behind the checksums, so that the decoder itself is met.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

// Each damage is met by scripts that remember nothing of the one before.
if (!isMainThread) {
  const { engine, openIndex } = await import('./browser.mjs');
  const { Index, Unreadable, search, findError } = engine();
  const outcomes = [];
  if (workerData.seed) {
    const { text } = Index.prototype;
    let seed = workerData.seed;
    const random = (below) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % below;
    const changed = new Map();
    Index.prototype.text = function (name) {
      const right = text.call(this, name);
      if (!changed.has(name) && right) changed.set(name, [...right].map((c) => (random(80) ? c : [' ', '|', ',', '*', '-', '~', 'Z', '_', '9', '\n', '!', 'é', ''][random(13)])).join(''));
      return changed.get(name) ?? right;
    };
  }
  for (const query of workerData.queries) {
    try {
      const index = await openIndex(workerData.folder, 'fr');
      await search(index, query, { level: 'beginner' });
      await search(index, query);
      await findError(index, query);
      outcomes.push('answered');
    } catch (error) {
      outcomes.push(error instanceof Unreadable ? 'unreadable' : `${query}: ${error.stack}`);
    }
  }
  parentPort.postMessage(outcomes);
} else {
  const { probe, withIndex } = await import('./probe.mjs');
  const { checksum } = (await import('./browser.mjs')).engine();
  const [program, site, database] = process.argv.slice(2);
  const queries = ['serveur docker', 'halucination', 'GOTRUE_EXTERNAL', 'cle anonyme', 'zzzz', 'dial tcp: lookup x on 1.2.3.4:53: no such host', 'con'];
  let seed = 11;
  const random = (below) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % below;

  const damages = {
    'cut off': (text) => text.slice(0, random(text.length)),
    emptied: () => '',
    'no script': () => '<!doctype html><title>404</title>',
    'another call': () => 'atelierShard("fr/x","y")',
    'bytes changed': (text) => text.replace(/[^"\\\n]/g, (c) => (random(200) ? c : String.fromCharCode(33 + random(90)).replace(/["\\]/, 'x'))),
  };

  let failures = 0;
  const counts = {};
  await withIndex(program, site, database, async (index) => {
    const files = readdirSync(index.shards, { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('en'));
    for (let round = 0; round < 80; ++round) {
      const folder = mkdtempSync(join(tmpdir(), 'atelier-damaged-'));
      try {
        cpSync(index.shards, folder, { recursive: true });
        const name = Object.keys(damages)[round % 5];
        // The root now and then; else several files, so that a query meets one.
        for (const file of round % 2 ? [] : round % 7 === 0 ? ['fr.js'] : files.filter(() => random(3) === 0)) {
          const path = join(folder, file);
          if (random(8) === 0) unlinkSync(path);
          else writeFileSync(path, damages[name](readFileSync(path, 'utf8')));
        }
        const worker = new Worker(new URL(import.meta.url), { workerData: { folder, queries, seed: round % 2 ? round : 0 } });
        const outcomes = await new Promise((resolve) => {
          const timer = setTimeout(() => worker.terminate().then(() => resolve(['no end within 10 s'])), 10_000);
          worker.on('message', (message) => (clearTimeout(timer), resolve(message)));
          worker.on('error', (error) => (clearTimeout(timer), resolve([String(error.stack)])));
        });
        for (const outcome of outcomes) {
          counts[outcome] = (counts[outcome] ?? 0) + 1;
          if (outcome === 'answered' || outcome === 'unreadable') continue;
          failures += 1;
          if (failures <= 10) console.error(`${name}: ${outcome}`);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  });
  console.log(`${counts.answered ?? 0} answered, ${counts.unreadable ?? 0} unreadable, ${failures} failures`);
  process.exit(failures === 0 && counts.unreadable > 0 && counts.answered > 0 ? 0 : 1);
}
