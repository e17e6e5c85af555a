// A real Prometheus (Debian's) scrapes the services that have figures, and finds them up. And the other way round: the same
// questions to it and to the reference give the same status, headers and shape.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, start } from './support.mjs';

if (spawnSync('prometheus', ['--version']).error) {
  console.log('skipped: no prometheus');
  process.exit(77);
}
const services = await start(['prometheus', 'node-exporter', 'qdrant', 'alertmanager', 'loki', 'n8n']);
const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const free = server.address().port;
    server.close(() => resolve(free));
  });
});
const jobs = ['node-exporter', 'qdrant', 'alertmanager', 'loki', 'prometheus'];
const target = (job) => `  - job_name: ${job}\n    static_configs:\n      - targets: ["127.0.0.1:${services.port(job)}"]\n`;
writeFileSync(
  join(folder, 'prometheus.yml'),
  `global:\n  scrape_interval: 1s\nscrape_configs:\n${jobs.map(target).join('')}`,
);
const real = spawn(
  'prometheus',
  [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ],
  { stdio: 'ignore' },
);
const there = `http://127.0.0.1:${port}`;
const here = services.address('prometheus');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ask = async (base, path) => {
  const answer = await fetch(base + path, { redirect: 'manual' });
  const text = await answer.text();
  let body = text;
  try {
    body = JSON.parse(text);
  } catch {}
  return { status: answer.status, type: answer.headers.get('content-type'), body };
};
// What a document looks like, whatever it says.
const shape = (value) =>
  Array.isArray(value) ? (value.length ? [shape(value[0])] : []) : value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'metric' ? 'labels' : shape(inner)]))
    : typeof value;

const stop = services.stop;
services.stop = async () => {
  real.kill('SIGTERM');
  await new Promise((resolve) => real.on('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
  await stop();
};

await run(services, {
  async 'a real Prometheus finds every target up'() {
    let up = [];
    for (let i = 0; i < 30 && up.length < jobs.length; i += 1) {
      await pause(500);
      try {
        up = (await ask(there, '/api/v1/query?query=up%20%3D%3D%201')).body.data.result;
      } catch {}
    }
    assert.deepEqual(up.map((one) => one.metric.job).sort(), [...jobs].sort());
    const cpu = (await ask(there, '/api/v1/query?query=count(node_cpu_seconds_total)')).body.data.result[0].value[1];
    assert.equal(cpu, '4');
  },
  async 'both answer the same questions in the same way'() {
    for (const path of [
      '/-/healthy',
      '/-/ready',
      '/api/v1/nope',
      '/api/v1/query?query=1',
      '/api/v1/query?query=sum(up)',
      '/api/v1/query?query=up%7B',
      '/api/v1/query?query=nothing_at_all',
      '/api/v1/status/buildinfo',
      '/api/v1/label/job/values',
    ]) {
      const [a, b] = [await ask(there, path), await ask(here, path)];
      assert.equal(b.status, a.status, path);
      assert.equal(b.type, a.type, path);
      if (typeof a.body === 'string') assert.equal(b.body, a.body, path);
      else assert.deepEqual(shape(b.body), shape(a.body), path);
    }
  },
  async 'a wrong expression is refused in the same words'() {
    for (const query of ['up{', 'sum(', 'nope(up)', '1 == 2', 'rate(up)', '', 'up)', '*', 'abs(1)', '{}', 'up{a="x}'])
      assert.deepEqual(
        (await ask(here, `/api/v1/query?query=${encodeURIComponent(query)}`)).body,
        (await ask(there, `/api/v1/query?query=${encodeURIComponent(query)}`)).body,
        query,
      );
  },
});
