// The same commands and queries to a real Redis and a real PostgreSQL (Debian's) and to the references: byte by byte for Redis,
// columns, rows and errors for PostgreSQL. What is not installed is left out and said so.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { run, start } from './support.mjs';

const services = await start(['rest', 'redis', 'postgres']);
const work = mkdtempSync(join(tmpdir(), 'real-servers-'));
const started = [];
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const begin = (...words) => started.push(spawn(words[0], words.slice(1), { stdio: 'ignore', cwd: work }));
async function until(attempt) {
  for (let left = 60; ; left -= 1) {
    try {
      return await attempt();
    } catch (problem) {
      if (left === 0) throw problem;
      await pause(200);
    }
  }
}

// Everything that a server says to these bytes within a moment.
function talk(port, said) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(said));
    let heard = '';
    let quiet;
    const done = () => (socket.destroy(), resolve(heard));
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      clearTimeout(quiet);
      quiet = setTimeout(done, 150);
    });
    socket.on('error', reject);
    socket.on('close', done);
    setTimeout(done, 3000);
  });
}

const commands = [
  'PING', 'PING hello', 'ECHO x', 'SET k v EX 60', 'GET k', 'TTL k', 'TYPE k', 'SET k w NX', 'SET k w XX GET', 'STRLEN k', 'APPEND k abc',
  'GETRANGE k 0 1', 'SETRANGE k 6 z', 'INCR n', 'INCRBY n 41', 'DECR n', 'INCRBYFLOAT n 0.5', 'INCR k', 'MSET a 1 b 2', 'MGET a none b',
  'SETBIT b1 7 1', 'GETBIT b1 7', 'BITCOUNT b1', 'RPUSH l a b c b', 'LRANGE l 0 -1', 'LINDEX l -1', 'LREM l -1 b', 'LINSERT l BEFORE b x',
  'LPOS l c', 'LSET l 0 y', 'LTRIM l 0 1', 'LPOP l 5', 'LPOP none', 'LPOP none 2', 'HSET h a 1', 'HGETALL h', 'HINCRBY h a 4', 'HGET h none',
  'HMGET h a none', 'HSETNX h a 2', 'HDEL h a', 'SADD s x', 'SMEMBERS s', 'SISMEMBER s y', 'SMISMEMBER s x y', 'SPOP s', 'SCARD s',
  'ZADD z 2 b 1 a 1.5 c', 'ZRANGE z 0 -1 WITHSCORES', 'ZRANGEBYSCORE z (1 +inf', 'ZREVRANGE z 0 0', 'ZSCORE z a', 'ZSCORE z none', 'ZRANK z b',
  'ZINCRBY z 0.1 a', 'ZADD z GT CH 0 b', 'ZCOUNT z -inf +inf', 'ZPOPMIN z', 'ZRANGE z +inf 1 BYSCORE REV LIMIT 0 1', 'ZADD z NX XX 1 a',
  'LPUSH k a', 'GET', 'NOSUCHCMD a b', 'SET k v PX 0', 'SET k v EX 1 PX 1', 'SELECT 16', 'SELECT 1', 'DBSIZE', 'SELECT 0', 'EXISTS a b none',
  'RENAME a a2', 'RENAME none x', 'COPY a2 a3', 'PERSIST k', 'EXPIRE k 100', 'EXPIRE k x', 'OBJECT ENCODING n', 'KEYS a2', 'MULTI', 'INCR m',
  'INCR m', 'EXEC', 'EXEC', 'MULTI', 'NOSUCH', 'EXEC', 'DISCARD', 'WATCH k', 'UNWATCH', 'CLIENT SETINFO LIB-NAME x', 'CLIENT GETNAME',
  'CLIENT SETNAME me', 'CLIENT GETNAME', 'HELLO 9', 'AUTH x', 'PUBSUB CHANNELS', 'PUBLISH c x', 'SUBSCRIBE c', 'GET k', 'UNSUBSCRIBE c', 'GETDEL k',
  'SETEX k 0 v', 'LMOVE none l LEFT LEFT', 'SINTER none', 'SCAN 0 MATCH none*', 'HSCAN none 0', 'XLEN', 'CONFIG NOPE', 'WAIT 0 0', 'QUIT',
];

await run(services, {
  async 'Redis says the same, byte by byte'() {
    if (!existsSync('/usr/bin/redis-server')) return console.log('left out: no redis-server');
    const port = await freePort();
    begin('/usr/bin/redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', work);
    await until(() => talk(port, 'QUIT\r\n'));
    const password = services.env.REDIS_PASSWORD || decodeURIComponent(new URL(services.env.REDIS_URL).password);
    const ours = services.port('redis', 'redis');
    // One by one in one stream: what one leaves behind, the next one finds.
    const said = commands.join('\r\n') + '\r\n';
    const real = await talk(port, `CONFIG SET requirepass ${password}\r\nAUTH ${password}\r\nFLUSHALL\r\n${said}`);
    const mine = await talk(ours, `PING x\r\nAUTH ${password}\r\nFLUSHALL\r\n${said}`);
    const lines = (text) => text.slice(text.indexOf('\r\n', text.indexOf('\r\n') + 2) + 2).split('\r\n');
    assert.deepEqual(lines(mine), lines(real));
  },
  async 'PostgreSQL gives the same columns, rows and errors'() {
    const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
    if (versions.length === 0) return console.log('left out: no PostgreSQL');
    const bin = `/usr/lib/postgresql/${versions.at(-1)}/bin`;
    const data = join(work, 'data');
    writeFileSync(join(work, 'pw'), 'secret\n');
    chmodSync(work, 0o777);
    const as = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
    const command = (...words) => [...as, ...words];
    const [first, ...rest] = command(`${bin}/initdb`, '-D', data, '-U', 'postgres', `--pwfile=${join(work, 'pw')}`, '-A', 'scram-sha-256');
    execFileSync(first, rest, { stdio: 'ignore', cwd: work });
    const port = await freePort();
    begin(...command(`${bin}/postgres`, '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'));
    const open = async (at, password) => {
      const client = new pg.Client({ host: '127.0.0.1', port: at, user: 'postgres', database: 'postgres', password });
      client.on('error', () => {});
      await client.connect();
      return client;
    };
    const real = await until(() => open(port, 'secret'));
    const mine = await open(services.port('postgres'), services.env.POSTGRES_PASSWORD);
    const seen = async (client, [text, values]) => {
      try {
        const result = await client.query(text, values);
        return { command: result.command, count: result.rowCount, fields: result.fields.map((one) => [one.name, one.dataTypeID]), rows: result.rows };
      } catch (problem) {
        return { code: problem.code, message: problem.message };
      }
    };
    const queries = [
      ['CREATE TABLE lab_same (id bigserial PRIMARY KEY, body text NOT NULL, done boolean DEFAULT false, at timestamptz)'],
      ['CREATE TABLE lab_same (id int)'],
      ['INSERT INTO lab_same(body) VALUES($1), ($2)', ['a', 'b']],
      ['INSERT INTO lab_same(body, done) VALUES($1, true) RETURNING id, body, done', ['c']],
      ['SELECT id, body, done, at FROM lab_same ORDER BY id'],
      ['SELECT count(*) FROM lab_same'],
      ['SELECT 1 AS one, \'x\'::text AS word'],
      ['SELECT $1::text AS t, $2::int AS i', ['x', 5]],
      ['UPDATE lab_same SET done = true WHERE body = $1', ['a']],
      ['DELETE FROM lab_same WHERE id > $1', [2]],
      ['SELECT body FROM lab_same WHERE done ORDER BY body LIMIT 1 OFFSET 0'],
      ['SELECT l.body FROM public.lab_same l JOIN lab_same m ON m.id = l.id WHERE l.body = ANY (\'{a,b}\') ORDER BY 1'],
      ['SELECT nowhere FROM lab_same'], ['SELECT 1 FROM nowhere'], ['INSERT INTO lab_same(body) VALUES(NULL)'.replace('NULL', '$1'), [null]],
      ['SELECT table_name FROM information_schema.tables WHERE table_schema = \'public\' AND table_name = \'lab_same\''],
      ['SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = \'lab_same\' ORDER BY ordinal_position'],
      ['SHOW client_encoding'], ['BEGIN'], ['SELECT nowhere'], ['SELECT 1'], ['ROLLBACK'], ['BEGIN READ ONLY'], ['DELETE FROM lab_same'], ['ROLLBACK'],
      ['ALTER TABLE lab_same ENABLE ROW LEVEL SECURITY'], ['CREATE POLICY p ON lab_same FOR INSERT USING (true)'], ['DROP TABLE lab_same'],
      ['DROP TABLE IF EXISTS lab_same'],
    ];
    for (const query of queries) {
      const wanted = await seen(real, query);
      const found = await seen(mine, query);
      // Types of names in the catalogue differ (name, sql_identifier), and so does how they are shown.
      if (query[0].includes('information_schema')) for (const one of [wanted, found]) delete one.fields;
      assert.deepEqual(found, wanted, query[0]);
    }
    await real.end();
    await mine.end();
  },
  async 'the real servers end'() {
    for (const child of started) child.kill('SIGTERM');
    await pause(300);
    rmSync(work, { recursive: true, force: true });
  },
});
