// What a person types: redis-cli, swaks, dig. A program that is not installed is left out, and said so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { run, start } from './support.mjs';

const services = await start(['redis', 'mail', 'smtp', 'dns']);
const password = services.env.REDIS_PASSWORD || decodeURIComponent(new URL(services.env.REDIS_URL || 'redis://x').password);

// What it prints; nothing when it is not there.
function type(program, ...words) {
  const done = spawnSync(program, words, { encoding: 'utf8', timeout: 15000 });
  if (done.error?.code === 'ENOENT') {
    console.log(`left out: no ${program}`);
    return undefined;
  }
  return done.stdout + done.stderr;
}

await run(services, {
  async 'redis-cli'() {
    const cli = (...words) => type('redis-cli', '-p', services.port('redis', 'redis'), '--no-auth-warning', '-a', password, ...words);
    if (cli('PING') === undefined) return;
    assert.equal(cli('PING'), 'PONG\n');
    assert.equal(cli('SET', 'k', 'a b'), 'OK\n');
    assert.equal(cli('-3', 'HSET', 'h', 'f', 'v'), '1\n');
    assert.equal(cli('-3', '--csv', 'HGETALL', 'h'), '"f","v"\n');
    assert.match(cli('INFO', 'server'), /redis_version:7\.0\.15/);
    assert.equal(cli('--scan', '--pattern', 'h*'), 'h\n');
    assert.match(type('redis-cli', '-p', services.port('redis', 'redis-tls'), '--tls', '--insecure', '--no-auth-warning', '-a', password, 'PING'), /^PONG/m);
  },
  async 'swaks, in clear and with STARTTLS'() {
    const mail = (port, ...words) =>
      type('swaks', '--server', `127.0.0.1:${port}`, '--from', 'ann@lab.example.org', '--to', 'bob@lab.example.org', '--header', 'Subject: by swaks', ...words);
    const caught = mail(services.port('mail', 'smtp'));
    if (caught === undefined) return;
    assert.match(caught, /250 2\.0\.0 Ok: queued as /);
    const user = services.env.SMTP_USER || 'ann';
    const pass = services.env.SMTP_PASS || 'secret';
    const relayed = mail(services.port('smtp', 'submission'), '--tls', '--auth', 'PLAIN', '--auth-user', user, '--auth-password', pass);
    assert.match(relayed, /235 2\.7\.0 Authentication successful/);
    assert.match(relayed, /250 2\.0\.0 Ok: queued as /);
    const list = await (await fetch(`${services.address('mail', 'web')}/api/v1/messages`)).json();
    assert.deepEqual(list.messages.map((one) => one.Subject), ['by swaks', 'by swaks']);
  },
  async 'dig, by UDP and by TCP'() {
    const dig = (...words) => type('dig', '@127.0.0.1', '-p', services.port('dns', words.includes('+tcp') ? 'dns-tcp' : 'dns'), '+time=2', '+tries=1', ...words);
    const short = dig('+short', 'lab.example.org', 'TXT');
    if (short === undefined) return;
    assert.match(short, /"v=spf1 mx include:_spf\.lab\.example\.org -all"/);
    assert.equal(dig('+short', 'lab.example.org', 'MX'), '10 smtp.lab.example.org.\n');
    assert.match(dig('+short', '+tcp', 'mail._domainkey.lab.example.org', 'TXT'), /^"v=DKIM1; k=rsa; p=MIIB/);
    assert.match(dig('nothing.lab.example.org'), /status: NXDOMAIN/);
    assert.match(dig('example.com'), /status: REFUSED/);
    assert.equal(dig('+short', 'n8n.lab.example.org', 'AAAA'), '::1\n');
  },
});
