// nodemailer sends, Mailpit's API shows what came; the sending service wants TLS and a log-in.
import assert from 'node:assert/strict';
import { createTransport } from 'nodemailer';
import { run, start } from './support.mjs';

const services = await start(['mail', 'smtp']);
const api = async (path, options) => (await fetch(services.address('mail', 'web') + path, options)).json();
const mail = {
  from: 'Ann <ann@lab.example.org>',
  to: 'bob@lab.example.org',
  subject: 'Été',
  text: 'hello\n.\nworld',
  html: '<p><a href="https://app.lab.example.org/">go</a></p>',
  attachments: [{ filename: 'a.txt', content: 'attached' }],
};

await run(services, {
  async 'the catcher takes a mail and shows it'() {
    const transport = createTransport({ host: '127.0.0.1', port: services.port('mail', 'smtp'), secure: false, ignoreTLS: true });
    const sent = await transport.sendMail(mail);
    assert.match(sent.response, /^250 2\.0\.0 Ok: queued as /);
    const list = await api('/api/v1/messages');
    assert.equal(list.messages[0].Subject, 'Été');
    assert.equal(list.messages[0].Attachments, 1);
    const whole = await api('/api/v1/message/latest');
    assert.equal(whole.Text.replaceAll('\r\n', '\n').trimEnd(), 'hello\n.\nworld');
    assert.equal(whole.From.Name, 'Ann');
    const part = await fetch(`${services.address('mail', 'web')}/api/v1/message/${whole.ID}/part/${whole.Attachments[0].PartID}`);
    assert.equal(await part.text(), 'attached');
    assert.equal((await api('/api/v1/search?query=to:bob%40lab.example.org')).messages_count, 1);
    assert.equal(await (await fetch(`${services.address('mail', 'web')}/api/v1/messages`, { method: 'DELETE' })).text(), 'ok');
    assert.equal((await api('/api/v1/messages')).total, 0);
    transport.close();
  },
  async 'the sending service: STARTTLS, a log-in, and what it takes arrives'() {
    const auth = { user: services.env.SMTP_USER || 'ann', pass: services.env.SMTP_PASS || 'secret' };
    for (const [name, secure] of [['submission', false], ['smtps', true]]) {
      const transport = createTransport({
        host: '127.0.0.1', port: services.port('smtp', name), secure, requireTLS: !secure, auth, tls: { rejectUnauthorized: false },
      });
      const sent = await transport.sendMail({ ...mail, to: ['x@elsewhere.example.org', 'y@elsewhere.example.org'] });
      assert.equal(sent.accepted.length, 2);
      transport.close();
    }
    assert.equal((await api('/api/v1/messages')).total, 2);
    const stranger = createTransport({ host: '127.0.0.1', port: services.port('smtp', 'smtps'), secure: true, tls: { rejectUnauthorized: false } });
    await assert.rejects(stranger.sendMail({ ...mail, to: 'x@elsewhere.example.org' }), /Relay access denied/);
    stranger.close();
  },
});
