// node-postgres and psql: log-in, simple and prepared queries, psql's \dt, what errors say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { run, start } from './support.mjs';

const services = await start(['rest', 'postgres', 'pooler']);
const password = services.env.POSTGRES_PASSWORD;
const options = { host: '127.0.0.1', port: services.port('postgres'), user: 'postgres', database: 'postgres', password };
const suffix = services.env.POOLER_TENANT_ID || 'lab';

async function query(text, values, more = {}) {
  const client = new pg.Client({ ...options, ...more });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}

await run(services, {
  async 'queries with and without parameters'() {
    assert.deepEqual((await query('SELECT 1 AS n')).rows, [{ n: 1 }]);
    assert.deepEqual((await query('SELECT $1::text AS t, $2::int AS i', ['x', 5])).rows, [{ t: 'x', i: 5 }]);
    const tables = await query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    assert.ok(tables.rows.some((row) => row.table_name === 'users'));
  },
  async 'a table is made, filled, read, changed'() {
    await query('CREATE TABLE IF NOT EXISTS lab_notes (id bigserial PRIMARY KEY, body text NOT NULL, done boolean DEFAULT false)');
    const made = await query('INSERT INTO lab_notes(body) VALUES($1), ($2) RETURNING id', ['a', 'b']);
    assert.equal(made.rowCount, 2);
    assert.deepEqual((await query('SELECT body, done FROM lab_notes ORDER BY id')).rows, [{ body: 'a', done: false }, { body: 'b', done: false }]);
    assert.equal((await query('UPDATE lab_notes SET done = true WHERE body = $1', ['a'])).rowCount, 1);
    await assert.rejects(query('SELECT missing FROM lab_notes'), (error) => error.code === '42703');
    await query('DROP TABLE lab_notes');
    await assert.rejects(query('SELECT 1 FROM lab_notes'), (error) => error.code === '42P01');
  },
  async 'a wrong password and a user that is not in the pooled form'() {
    await assert.rejects(query('SELECT 1', [], { password: 'wrong' }), (error) => error.code === '28P01');
    const pooled = { port: services.port('pooler') };
    await assert.rejects(query('SELECT 1', [], pooled), /Tenant or user not found/);
    assert.deepEqual((await query('SELECT 1 AS n', [], { ...pooled, user: `postgres.${suffix}` })).rows, [{ n: 1 }]);
  },
  async 'psql, over TLS'() {
    const psql = (...words) =>
      execFileSync('psql', [`host=127.0.0.1 port=${options.port} user=postgres dbname=postgres sslmode=require`, '-At', ...words], {
        env: { ...process.env, PGPASSWORD: password }, encoding: 'utf8',
      });
    assert.match(psql('-c', '\\dt'), /^public\|users\|table\|postgres$/m);
    assert.equal(psql('-c', 'BEGIN', '-c', 'SELECT count(*) FROM todos', '-c', 'COMMIT').split('\n')[1], '3');
    assert.match(psql('-c', '\\conninfo'), /SSL connection/);
  },
});
