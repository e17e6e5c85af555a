// For the tests that drive the reference services with the products' own clients: starts lab-services on free ports, with a data
// folder that goes again, and runs the cases of a file one after the other.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// start(['kong'], ['some-fault']) -> { address(service, name), port(service, name), env, data, stop() }
export async function start(only, faults = []) {
  const data = mkdtempSync(join(tmpdir(), 'lab-services-'));
  const options = ['up', '--only', only.join(','), '--free-ports', '--format', 'json', '--data', data];
  if (faults.length) options.push('--fault', faults.join(','));
  const child = spawn(process.argv[2], options, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (bytes) => (errors += bytes));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const ports = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes) => {
      text += bytes;
      if (text.includes('\n')) resolve(JSON.parse(text).ports);
    });
    child.on('exit', () => reject(new Error(errors)));
  });
  const find = (service, name) => ports.find((one) => one.service === service && (name === undefined || one.name === name));
  const env = Object.fromEntries(
    readFileSync(join(data, '.env'), 'utf8').split('\n').filter((line) => /^[A-Z]/.test(line)).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).replace(/^'(.*)'$/, '$1')];
    }),
  );
  return {
    env,
    data,
    port: (service, name) => find(service, name).port,
    address: (service, name) => find(service, name).address.replace(/\/$/, ''),
    async stop() {
      child.kill('SIGTERM');
      const status = await ended;
      rmSync(data, { recursive: true, force: true });
      if (status !== 0) throw new Error(`lab-services ended with ${status}: ${errors}`);
    },
  };
}

// Runs the cases in their order; a failure is told and counted, and the others go on.
export async function run(services, cases) {
  let failed = 0;
  for (const [name, test] of Object.entries(cases)) {
    let limit;
    try {
      const late = new Promise((_, reject) => (limit = setTimeout(() => reject(new Error('no end after 20 s')), 20000)));
      await Promise.race([test(services), late]);
      console.log(`ok: ${name}`);
    } catch (problem) {
      failed += 1;
      console.error(`FAILED: ${name}\n${problem.stack ?? problem}`);
    } finally {
      clearTimeout(limit);
    }
  }
  await services.stop();
  process.exit(failed === 0 ? 0 : 1);
}
