// @supabase/supabase-js against the gateway: accounts, data, files, live updates.
import assert from 'node:assert/strict';
import { createClient } from '@supabase/supabase-js';
import { run, start } from './support.mjs';

const services = await start(['kong', 'mail']);
const url = services.address('kong');
const memory = { auth: { persistSession: false, autoRefreshToken: false } };
const anonymous = () => createClient(url, services.env.ANON_KEY, memory);
const admin = createClient(url, services.env.SERVICE_ROLE_KEY, memory);

const good = ({ data, error, ...rest }) => {
  assert.equal(error, null, JSON.stringify(error));
  return { data, ...rest };
};
const signedIn = async (email) => {
  good(await admin.auth.admin.createUser({ email, password: 'correct horse', email_confirm: true }));
  const client = anonymous();
  good(await client.auth.signInWithPassword({ email, password: 'correct horse' }));
  return client;
};
const until = async (condition, what) => {
  for (let i = 0; i < 100; i += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never came: ${what}`);
};

await run(services, {
  async 'an account is confirmed by the link of its mail'() {
    const client = anonymous();
    const made = good(await client.auth.signUp({ email: 'new@lab.test', password: 'correct horse', options: { data: { name: 'New' } } }));
    assert.equal(made.data.session, null);
    const early = await client.auth.signInWithPassword({ email: 'new@lab.test', password: 'correct horse' });
    assert.equal(early.error.code, 'email_not_confirmed');
    const mails = await (await fetch(`${services.address('mail', 'web')}/api/v1/search?query=to:new@lab.test`)).json();
    const mail = await (await fetch(`${services.address('mail', 'web')}/api/v1/message/${mails.messages[0].ID}`)).json();
    const link = mail.Text.match(/http:\S+/)[0];
    const opened = await fetch(link, { redirect: 'manual' });
    assert.equal(opened.status, 303);
    assert.match(opened.headers.get('location'), /#access_token=/);
    good(await client.auth.signInWithPassword({ email: 'new@lab.test', password: 'correct horse' }));
  },
  async 'a session is read, renewed, changed and ended'() {
    const client = await signedIn('ana@lab.test');
    const { data } = good(await client.auth.getUser());
    assert.equal(data.user.email, 'ana@lab.test');
    const renewed = good(await client.auth.refreshSession());
    assert.ok(renewed.data.session.refresh_token);
    const changed = good(await client.auth.updateUser({ data: { name: 'Ana' } }));
    assert.equal(changed.data.user.user_metadata.name, 'Ana');
    const { error: weak } = await client.auth.updateUser({ password: 'x' });
    assert.equal(weak.code, 'weak_password');
    assert.equal((await client.auth.signOut()).error, null);
    const wrong = await anonymous().auth.signInWithPassword({ email: 'ana@lab.test', password: 'wrong' });
    assert.equal(wrong.error.code, 'invalid_credentials');
    good(await anonymous().auth.resetPasswordForEmail('ana@lab.test'));
    good(await anonymous().auth.signInWithOtp({ email: 'ana@lab.test' }));
  },
  async 'an administrator manages users'() {
    const invited = good(await admin.auth.admin.inviteUserByEmail('guest@lab.test', { data: { team: 'a' } }));
    assert.ok(invited.data.user.invited_at);
    const { id } = invited.data.user;
    assert.equal(good(await admin.auth.admin.getUserById(id)).data.user.email, 'guest@lab.test');
    good(await admin.auth.admin.updateUserById(id, { user_metadata: { team: 'b' } }));
    const listed = good(await admin.auth.admin.listUsers());
    assert.ok(listed.data.total >= 1);
    const link = good(await admin.auth.admin.generateLink({ type: 'magiclink', email: 'guest@lab.test' }));
    assert.match(link.data.properties.action_link, /^http.*\/auth\/v1\/verify\?token=/);
    good(await admin.auth.admin.deleteUser(id));
    assert.equal((await admin.auth.admin.getUserById(id)).error.code, 'user_not_found');
    assert.equal((await anonymous().auth.admin.listUsers()).error.code, 'not_admin');
  },
  async 'rows are read as the documentation does it'() {
    const client = anonymous();
    const { data } = good(await client.from('todos').select('id, title, comments(body)').eq('id', 1).order('id').limit(1));
    assert.equal(data[0].comments.length, 2);
    const counted = good(await client.from('todos').select('*', { count: 'exact', head: true }));
    assert.equal(counted.count, 3);
    const part = good(await client.from('todos').select('id', { count: 'exact' }).range(0, 1));
    assert.deepEqual([part.data.length, part.count], [2, 3]);
    assert.equal(good(await client.from('todos').select('title').or('id.eq.1,id.eq.2').order('id', { ascending: false })).data.length, 2);
    assert.equal(good(await client.from('todos').select().in('id', [1, 3]).not('done', 'is', true)).data.length, 1);
    assert.equal(good(await client.from('todos').select().ilike('title', '%server%').maybeSingle()).data.id, 1);
    assert.equal((await client.from('todos').select().single()).error.code, 'PGRST116');
    assert.equal((await client.from('none').select()).error.code, 'PGRST205');
    assert.equal((await client.from('todos').select('none')).error.code, '42703');
    assert.equal(good(await client.rpc('add', { a: 2, b: 3 })).data, 5);
  },
  async 'rows are written, by those who may'() {
    assert.equal((await anonymous().from('todos').insert({ title: 'x' })).error.code, '42501');
    const client = await signedIn('writer@lab.test');
    assert.equal(good(await client.from('todos').insert({ title: 'quiet' })).data, null);
    const made = good(await client.from('todos').insert([{ title: 'one' }, { title: 'two' }]).select());
    const { id } = made.data[0];
    const merged = good(await client.from('todos').upsert({ id, title: 'again' }).select().single());
    assert.equal(merged.data.title, 'again');
    assert.equal((await client.from('todos').insert({ id, title: 'taken' })).error.code, '23505');
    good(await client.from('todos').update({ done: true }).eq('id', id));
    assert.equal(good(await client.from('todos').delete().eq('id', id).select()).data.length, 1);
    good(await client.from('notes').insert({ body: 'mine' }));
    const other = await signedIn('other@lab.test');
    assert.equal(good(await client.from('notes').select()).data.length, 1);
    assert.equal(good(await other.from('notes').select()).data.length, 0);
  },
  async 'files are kept, shown and removed'() {
    good(await admin.storage.createBucket('lab', { public: true, fileSizeLimit: 5000, allowedMimeTypes: ['text/plain', 'application/octet-stream'] }));
    const files = admin.storage.from('lab');
    good(await files.upload('dir/a b.bin', Buffer.alloc(3000), { contentType: 'application/octet-stream' }));
    assert.equal((await files.upload('dir/a b.bin', Buffer.alloc(1), { contentType: 'text/plain' })).error.statusCode, '409');
    good(await files.upload('note.txt', new Blob(['hello'], { type: 'text/plain' })));
    assert.equal(await good(await files.download('note.txt')).data.text(), 'hello');
    good(await files.update('note.txt', 'second', { contentType: 'text/plain' }));
    const address = files.getPublicUrl('note.txt').data.publicUrl;
    assert.equal(await (await fetch(address)).text(), 'second');
    const listed = good(await files.list());
    assert.deepEqual(listed.data.map((one) => one.name), ['dir', 'note.txt']);
    const signed = good(await files.createSignedUrl('note.txt', 60));
    assert.equal(await (await fetch(signed.data.signedUrl)).text(), 'second');
    good(await files.copy('note.txt', 'copy.txt'));
    good(await files.move('copy.txt', 'moved.txt'));
    assert.equal((await files.upload('x.png', Buffer.alloc(1), { contentType: 'image/png' })).error.statusCode, '415');
    assert.equal((await files.upload('x.txt', Buffer.alloc(6000), { contentType: 'text/plain' })).error.statusCode, '413');
    assert.equal((await anonymous().storage.from('lab').upload('y.txt', 'x', { contentType: 'text/plain' })).error.statusCode, '403');
    assert.equal(good(await files.remove(['note.txt', 'none'])).data.length, 1);
    assert.ok((await admin.storage.deleteBucket('lab')).error);
    good(await admin.storage.emptyBucket('lab'));
    good(await admin.storage.deleteBucket('lab'));
  },
  async 'broadcasts, presence and changes come live'() {
    const one = await signedIn('one@lab.test');
    const two = anonymous();
    const heard = { broadcast: [], changes: [], presence: {} };
    const room = two.channel('room', { config: { presence: { key: 'two' } } });
    room.on('broadcast', { event: 'hello' }, (message) => heard.broadcast.push(message.payload));
    room.on('presence', { event: 'sync' }, () => (heard.presence = room.presenceState()));
    room.on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'todos' }, (change) => heard.changes.push(change.new));
    const joined = (channel) => new Promise((resolve, reject) => channel.subscribe((status, problem) => (status === 'SUBSCRIBED' ? resolve() : status === 'CHANNEL_ERROR' && reject(problem))));
    await joined(room);
    const sender = one.channel('room', { config: { broadcast: { ack: true } } });
    await joined(sender);
    assert.equal(await sender.send({ type: 'broadcast', event: 'hello', payload: { n: 1 } }), 'ok');
    await until(() => heard.broadcast.length === 1, 'the broadcast');
    assert.deepEqual(heard.broadcast[0], { n: 1 });
    await sender.track({ name: 'one' });
    await until(() => Object.values(heard.presence).flat().some((who) => who.name === 'one'), 'the presence');
    good(await one.from('todos').insert({ title: 'live' }));
    await until(() => heard.changes.length === 1, 'the change');
    assert.equal(heard.changes[0].title, 'live');
    await one.removeAllChannels();
    await two.removeAllChannels();
  },
});
