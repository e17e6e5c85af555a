// ollama and openai against the models of the stack: lists, answers whole and in pieces, embeddings, refusals.
import assert from 'node:assert/strict';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { run, start } from './support.mjs';

const services = await start(['ollama', 'llm']);
const ollama = new Ollama({ host: services.address('ollama') });
const openai = new OpenAI({ baseURL: `${services.address('ollama')}/v1`, apiKey: 'ollama', maxRetries: 0 });
const hosted = (apiKey) => new OpenAI({ baseURL: `${services.address('llm')}/v1`, apiKey, maxRetries: 0 });
const messages = [{ role: 'user', content: 'What is a reverse proxy?' }];

await run(services, {
  async 'ollama lists, shows, copies, pulls and deletes models'() {
    const { models } = await ollama.list();
    assert.ok(models.some((model) => model.name === 'phi3:mini'));
    assert.equal((await ollama.show({ model: 'phi3:mini' })).details.family, 'phi3');
    const steps = [];
    for await (const step of await ollama.pull({ model: 'tinyllama', stream: true })) steps.push(step.status);
    assert.equal(steps.at(-1), 'success');
    await ollama.copy({ source: 'tinyllama', destination: 'mine' });
    await ollama.delete({ model: 'mine' });
    await assert.rejects(ollama.show({ model: 'mine' }), /not found/);
    assert.match((await ollama.version?.())?.version ?? '0', /^0/);
  },
  async 'ollama answers whole and in pieces, with the same words'() {
    const whole = await ollama.chat({ model: 'phi3:mini', messages });
    assert.match(whole.message.content, /no language model/);
    let pieces = '';
    let last;
    for await (const part of await ollama.chat({ model: 'phi3:mini', messages, stream: true })) {
      pieces += part.message.content;
      last = part;
    }
    assert.equal(pieces, whole.message.content);
    assert.equal(last.done, true);
    const generated = await ollama.generate({ model: 'phi3:mini', prompt: messages[0].content });
    assert.equal(generated.response, whole.message.content);
  },
  async 'ollama embeds, and near texts are near'() {
    const { embeddings } = await ollama.embed({
      model: 'nomic-embed-text',
      input: ['a reverse proxy', 'the reverse proxy', 'row level security'],
    });
    const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    assert.equal(embeddings[0].length, 768);
    assert.ok(dot(embeddings[0], embeddings[1]) > dot(embeddings[0], embeddings[2]));
  },
  async 'openai speaks to the same models'() {
    const whole = await openai.chat.completions.create({ model: 'phi3:mini', messages });
    assert.equal(whole.choices[0].finish_reason, 'stop');
    let pieces = '';
    for await (const chunk of await openai.chat.completions.create({ model: 'phi3:mini', messages, stream: true }))
      pieces += chunk.choices[0]?.delta?.content ?? '';
    assert.equal(pieces, whole.choices[0].message.content);
    const embedding = await openai.embeddings.create({ model: 'nomic-embed-text', input: 'a reverse proxy' });
    assert.equal(embedding.data[0].embedding.length, 768);
    const models = [];
    for await (const model of openai.models.list()) models.push(model.id);
    assert.ok(models.includes('mistral:instruct'));
    await assert.rejects(openai.chat.completions.create({ model: 'gone', messages }), (error) => error.status === 404);
  },
  async 'hosted models want their key'() {
    await assert.rejects(hosted('sk-wrong').models.list(), (error) => error.status === 401);
    const page = await hosted(services.env.OPENROUTER_API_KEY).models.list();
    assert.ok(page.data.length > 0);
  },
});
