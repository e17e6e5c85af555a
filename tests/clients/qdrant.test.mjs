// @qdrant/js-client-rest: collections, points, search, filters, scroll, what it says of errors.
import assert from 'node:assert/strict';
import { QdrantClient } from '@qdrant/js-client-rest';
import { run, start } from './support.mjs';

const services = await start(['qdrant']);
const client = new QdrantClient({ url: services.address('qdrant'), port: services.port('qdrant') });
const id = '5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10';

await run(services, {
  async 'a collection is made, described and found in the list'() {
    assert.equal(await client.createCollection('lab', { vectors: { size: 4, distance: 'Cosine' } }), true);
    await assert.rejects(client.createCollection('lab', { vectors: { size: 4, distance: 'Cosine' } }), (error) => {
      assert.equal(error.status, 409);
      return true;
    });
    assert.deepEqual(await client.collectionExists('lab'), { exists: true });
    assert.deepEqual(await client.collectionExists('gone'), { exists: false });
    assert.deepEqual((await client.getCollections()).collections, [{ name: 'lab' }]);
    assert.equal((await client.getCollection('lab')).config.params.vectors.size, 4);
  },
  async 'points are put, counted, read'() {
    const result = await client.upsert('lab', {
      wait: true,
      points: [
        { id: 1, vector: [0.9, 0.1, 0, 0], payload: { text: 'cat', n: 1 } },
        { id: 2, vector: [0, 0, 0.9, 0.1], payload: { text: 'invoice', n: 2 } },
        { id, vector: [0.5, 0.5, 0, 0], payload: { text: 'kitten', n: 3 } },
      ],
    });
    assert.equal(result.status, 'completed');
    assert.equal((await client.count('lab', { exact: true })).count, 3);
    const [one] = await client.retrieve('lab', { ids: [id], with_payload: true });
    assert.equal(one.payload.text, 'kitten');
  },
  async 'the nearest points come first, in both kinds of search'() {
    const found = await client.query('lab', { query: [0.8, 0.2, 0, 0], limit: 2, with_payload: true });
    assert.deepEqual(found.points.map((point) => point.payload.text), ['cat', 'kitten']);
    assert.ok(found.points[0].score > found.points[1].score);
    const filtered = await client.query('lab', {
      query: [0.8, 0.2, 0, 0],
      filter: { must: [{ key: 'n', range: { gte: 2 } }] },
      limit: 1,
    });
    assert.equal(filtered.points[0].id, id);
    const answer = await fetch(`${services.address('qdrant')}/collections/lab/points/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vector: [0.8, 0.2, 0, 0], limit: 1, with_payload: true }),
    });
    assert.equal((await answer.json()).result[0].payload.text, 'cat');
  },
  async 'scrolling goes from page to page'() {
    const first = await client.scroll('lab', { limit: 2 });
    assert.deepEqual(first.points.map((point) => point.id), [1, 2]);
    const second = await client.scroll('lab', { limit: 2, offset: first.next_page_offset });
    assert.deepEqual(second.points.map((point) => point.id), [id]);
    assert.equal(second.next_page_offset, null);
  },
  async 'payloads change, points go, and so does the collection'() {
    await client.setPayload('lab', { payload: { seen: true }, points: [1], wait: true });
    assert.equal((await client.retrieve('lab', { ids: [1] }))[0].payload.seen, true);
    await client.createPayloadIndex('lab', { field_name: 'n', field_schema: 'integer', wait: true });
    await client.delete('lab', { filter: { must: [{ key: 'seen', match: { value: true } }] }, wait: true });
    assert.equal((await client.count('lab')).count, 2);
    assert.deepEqual(await client.listSnapshots('lab'), []);
    assert.equal(await client.deleteCollection('lab'), true);
  },
  async 'what is wrong is told with the status of the product'() {
    await assert.rejects(client.getCollection('gone'), (error) => {
      assert.equal(error.status, 404);
      assert.match(JSON.stringify(error.data), /Collection `gone` doesn't exist!/);
      return true;
    });
    await client.createCollection('two', { vectors: { size: 2, distance: 'Dot' } });
    await assert.rejects(client.upsert('two', { points: [{ id: 1, vector: [1, 2, 3] }] }), (error) => {
      assert.equal(error.status, 400);
      return true;
    });
  },
});
