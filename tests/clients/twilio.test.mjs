// twilio: messages that are sent, listed and refused; webhooks whose signature its own helper makes and checks.
import assert from 'node:assert/strict';
import twilio from 'twilio';
import { run, start } from './support.mjs';

const services = await start(['twilio', 'chat-api', 'tunnel']);
const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_WEBHOOK_BASE_URL: base } = services.env;
const client = twilio(sid, token);
client.api.baseUrl = services.address('twilio');
client.verify.baseUrl = services.address('twilio');
const from = 'whatsapp:+14155238886';
const webhook = `${base}/api/webhooks/twilio`;

const post = (url, fields, signature) =>
  fetch(url, {
    method: 'POST',
    headers: signature ? { 'X-Twilio-Signature': signature } : {},
    body: new URLSearchParams(fields),
  });

await run(services, {
  async 'a message is sent, read again, listed and forgotten'() {
    const made = await client.messages.create({ from, to: 'whatsapp:+33639980000', body: 'hello' });
    assert.equal(made.status, 'queued');
    const read = await client.messages(made.sid).fetch();
    assert.equal(read.status, 'delivered');
    assert.ok(read.dateCreated instanceof Date && !Number.isNaN(read.dateCreated.getTime()));
    const listed = await client.messages.list({ to: 'whatsapp:+33639980000', limit: 5 });
    assert.ok(listed.some((message) => message.sid === made.sid));
    assert.equal(await client.messages(made.sid).remove(), true);
    await assert.rejects(client.messages(made.sid).fetch(), (error) => error.code === 20404);
  },
  async 'the helper follows the pages of a list'() {
    for (let i = 0; i < 5; i += 1) await client.messages.create({ from, to: 'whatsapp:+33639980000', body: `page ${i}` });
    const listed = await client.messages.list({ pageSize: 2 });
    assert.ok(listed.length >= 5);
  },
  async 'refusals carry the codes of the documentation'() {
    const refused = async (fields, code) =>
      assert.rejects(client.messages.create(fields), (error) => error.code === code, `no ${code}`);
    await refused({ from, to: 'whatsapp:+33', body: 'x' }, 21211);
    await refused({ from, to: 'whatsapp:+33639980000', body: 'x'.repeat(1601) }, 21617);
    await refused({ from: 'whatsapp:+15550000000', to: 'whatsapp:+33639980000', body: 'x' }, 63007);
    const stranger = twilio(sid, '0'.repeat(32));
    stranger.api.baseUrl = services.address('twilio');
    await assert.rejects(stranger.messages.list({ limit: 1 }), (error) => error.status === 401 && error.code === 20003);
  },
  async 'a code is sent and checked'() {
    const service = client.verify.v2.services(`VA${'0'.repeat(32)}`);
    assert.equal((await service.verifications.create({ to: '+33639980000', channel: 'sms' })).status, 'pending');
    assert.equal((await service.verificationChecks.create({ to: '+33639980000', code: '123456' })).status, 'approved');
    assert.equal((await service.verificationChecks.create({ to: '+33639980000', code: '000000' })).status, 'pending');
  },
  async 'the backend takes what the helper signs, and nothing else'() {
    const fields = { MessageSid: 'SMclient', From: 'whatsapp:+33639980000', Body: 'é & more' };
    const signature = twilio.getExpectedTwilioSignature(token, webhook, fields);
    assert.equal((await post(webhook, fields)).status, 403);
    assert.equal((await post(webhook, fields, signature)).status, 200);
    assert.equal((await post(webhook, { ...fields, Body: 'changed' }, signature)).status, 403);
  },
  async 'what a phone writes reaches the backend through the tunnel, signed as the helper checks it'() {
    const sent = await (
      await fetch(`${services.address('twilio')}/sandbox/inbound`, {
        method: 'POST',
        body: new URLSearchParams({ From: '+33639980000', Body: 'hello' }),
      })
    ).json();
    assert.equal(sent.webhook_status, 200);
    const { requests } = await (await fetch(`${services.address('tunnel', 'inspect')}/api/requests/http?limit=1`)).json();
    const { headers, raw } = requests[0].request;
    const body = Buffer.from(raw, 'base64').toString().split('\r\n\r\n')[1];
    const given = headers[Object.keys(headers).find((name) => name.toLowerCase() === 'x-twilio-signature')][0];
    assert.ok(twilio.validateRequest(token, given, webhook, Object.fromEntries(new URLSearchParams(body))));
  },
});
