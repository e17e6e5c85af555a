// flowise-sdk: a prediction, whole and as a stream.
import assert from 'node:assert/strict';
import { FlowiseClient } from 'flowise-sdk';
import { run, start } from './support.mjs';

const services = await start(['flowise']);
const client = new FlowiseClient({ baseUrl: services.address('flowise'), apiKey: services.env.FLOWISE_API_KEY });
const chatflowId = '5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10';
const question = 'What is a reverse proxy?';

await run(services, {
  async 'a prediction comes whole, or word by word'() {
    const whole = await client.createPrediction({ chatflowId, question, streaming: false });
    assert.match(whole.text, /no language model/);
    let words = '';
    const kinds = new Set();
    for await (const part of await client.createPrediction({ chatflowId, question, streaming: true })) {
      kinds.add(part.event);
      if (part.event === 'token') words += part.data;
    }
    assert.equal(words, whole.text);
    for (const kind of ['start', 'token', 'metadata', 'end']) assert.ok(kinds.has(kind), `no ${kind}`);
  },
});
