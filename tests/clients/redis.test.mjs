// ioredis, node-redis and @upstash/redis: the basic operations of their documentation.
import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { Redis as Upstash } from '@upstash/redis';
import { run, start } from './support.mjs';

const services = await start(['redis']);
const password = services.env.REDIS_PASSWORD || decodeURIComponent(new URL(services.env.REDIS_URL || 'redis://x').password);
const port = services.port('redis', 'redis');

await run(services, {
  async 'ioredis: strings, lists, hashes, pipelines, transactions, scan'() {
    const redis = new Redis({ host: '127.0.0.1', port, password });
    assert.equal(await redis.set('k', 'v', 'EX', 60), 'OK');
    assert.equal(await redis.get('k'), 'v');
    assert.equal(await redis.ttl('k'), 60);
    assert.equal(await redis.incr('n'), 1);
    assert.equal(await redis.lpush('l', 'a', 'b'), 2);
    assert.deepEqual(await redis.lrange('l', 0, -1), ['b', 'a']);
    assert.equal(await redis.hset('h', { a: 1, b: 2 }), 2);
    assert.deepEqual(await redis.hgetall('h'), { a: '1', b: '2' });
    const many = redis.pipeline();
    for (let i = 0; i < 1000; i += 1) many.set(`p${i}`, i);
    assert.equal((await many.exec()).length, 1000);
    assert.deepEqual(await redis.multi().incr('m').incr('m').exec(), [[null, 1], [null, 2]]);
    const seen = new Set();
    for await (const keys of redis.scanStream({ match: 'p*', count: 100 })) keys.forEach((key) => seen.add(key));
    assert.equal(seen.size, 1000);
    assert.deepEqual(await redis.zadd('z', 1, 'a', 2, 'b'), 2);
    assert.deepEqual(await redis.zrange('z', 0, -1, 'WITHSCORES'), [['a', 1], ['b', 2]].flat().map(String));
    assert.equal(await redis.quit(), 'OK');
  },
  async 'ioredis: publish, subscribe, and waiting for a list'() {
    const [one, other] = [1, 2].map(() => new Redis({ host: '127.0.0.1', port, password }));
    const heard = new Promise((resolve) => one.on('message', (channel, text) => resolve([channel, text])));
    await one.subscribe('news');
    assert.equal(await other.publish('news', 'hello'), 1);
    assert.deepEqual(await heard, ['news', 'hello']);
    const waiter = new Redis({ host: '127.0.0.1', port, password });
    const popped = waiter.blpop('queue', 5);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other.rpush('queue', 'job');
    assert.deepEqual(await popped, ['queue', 'job']);
    assert.equal(await waiter.blpop('queue', 0.2), null);
    for (const client of [one, other, waiter]) client.disconnect();
  },
  async 'ioredis: a wrong password is told'() {
    const redis = new Redis({ host: '127.0.0.1', port, password: 'wrong', retryStrategy: () => null, lazyConnect: true });
    redis.on('error', () => {});
    await assert.rejects(async () => {
      await redis.connect();
      await redis.ping();
    });
    redis.disconnect();
  },
  async 'node-redis: version 3 of the protocol'() {
    const client = createClient({ socket: { host: '127.0.0.1', port }, password });
    await client.connect();
    assert.equal(await client.ping(), 'PONG');
    assert.equal(await client.set('k', 'v', { EX: 60 }), 'OK');
    assert.equal(await client.get('k'), 'v');
    await client.hSet('h2', 'a', '1');
    assert.equal((await client.hGetAll('h2')).a, '1');
    assert.deepEqual(await client.multi().set('a', '1').get('a').exec(), ['OK', '1']);
    await client.zAdd('z2', [{ score: 1.5, value: 'x' }]);
    assert.equal(await client.zScore('z2', 'x'), 1.5);
    const listener = client.duplicate();
    await listener.connect();
    const heard = new Promise((resolve) => listener.subscribe('ch2', resolve).then(() => client.publish('ch2', 'yo')));
    assert.equal(await heard, 'yo');
    await listener.close();
    await client.close();
  },
  async '@upstash/redis: commands, pipelines, transactions'() {
    const token = services.env.UPSTASH_REDIS_REST_TOKEN || password;
    const redis = new Upstash({ url: services.address('redis', 'rest'), token });
    assert.equal(await redis.set('u', 'test', { ex: 60 }), 'OK');
    assert.equal(await redis.get('u'), 'test');
    assert.equal(await redis.incr('un'), 1);
    await redis.hset('uh', { a: 'x', b: 'y' });
    assert.deepEqual(await redis.hgetall('uh'), { a: 'x', b: 'y' });
    assert.deepEqual(await redis.pipeline().set('up', 'z').get('up').exec(), ['OK', 'z']);
    assert.deepEqual(await redis.multi().incr('um').incr('um').exec(), [1, 2]);
    assert.ok((await redis.keys('u*')).includes('u'));
    await assert.rejects(new Upstash({ url: services.address('redis', 'rest'), token: 'wrong', retry: false }).get('u'), /WRONGPASS/);
  },
});
