import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MessagePage } from '@parley/shared/contract/answers.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openDevice } from '../../realtime/device.fixture.ts';
import { codeIn, conversationIn, rolesIn, startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService, testPassword } from '../../testing/service.ts';
import { exportAs, exportEnded, linkTo } from '../exports/export.fixture.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let group: string;
let direct: string;

beforeAll(async () => {
  chat = await startTestService();
});
beforeEach(async () => {
  [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  group = await startGroup(ada, [bob], 'Pier 4');
  direct = await startDirect(ada, bob);
  for (const conversation of [group, direct]) {
    await say(ada, conversation, 'what Ada said');
    await say(bob, conversation, 'what Bob said');
  }
});
afterAll(() => chat.close());

async function say(person: TestPerson, conversation: string, content: string): Promise<string> {
  const id = randomUUID();
  await person.api.post(`/conversations/${conversation}/messages`, { id, content });
  return id;
}
const erase = (person: TestPerson, messages: 'keep' | 'erase', password = testPassword) =>
  person.api.post('/me/erasure', { password, messages });
const pageOf = async (conversation: string) =>
  MessagePage.parse((await bob.api.get(`/conversations/${conversation}/messages?afterSeq=0&limit=100`)).body).messages;
/** The part that goes on after the answer is over. */
const done = () =>
  expect
    .poll(() => chat.db.query("SELECT id FROM jobs WHERE kind = 'erase' AND state <> 'done'"), { timeout: 20_000 })
    .toEqual([]);

it('takes the account away and leaves the words, under nobody’s name', async () => {
  const device = await openDevice(chat.url, { cookie: ada.cookie, origin: chat.url });
  const { id, path } = await exportAs(ada, group);
  const wrong = await erase(ada, 'keep', 'not what I chose');
  expect([wrong.status, codeIn(wrong)]).toEqual([403, 'WRONG_PASSWORD']);
  expect((await ada.api.get('/me')).status).toBe(200);

  expect((await erase(ada, 'keep')).status).toBe(204);
  await device.next('session.revoked');
  await done();

  // Everything that was saved of it is of no use.
  for (const saved of ['/me', '/conversations', path, `/exports/${id}`]) {
    expect((await ada.api.get(saved)).status).toBe(401);
  }
  const credentials = { username: ada.me.username, password: testPassword };
  expect((await chat.anonymous.post('/sessions', credentials)).status).toBe(401);
  const again = { ...credentials, displayName: 'Ada', email: 'ada@example.org' };
  expect(codeIn(await chat.anonymous.post('/accounts', again))).toBe('USERNAME_TAKEN');
  await expect
    .poll(async () => (await readdir(join(chat.settings.FILES ?? '', 'exports'))).filter((name) => name.startsWith(id)))
    .toEqual([]);

  // The other reads on, in both; the group has an owner.
  for (const conversation of [group, direct]) {
    expect((await pageOf(conversation)).map(({ content }) => content)).toContain('what Ada said');
    const { participants } = conversationIn(await bob.api.get(`/conversations/${conversation}`));
    const hers = participants.find(({ user }) => user.id === ada.me.id);
    expect(hers?.user.displayName).toBe('Deleted user');
    expect(hers?.user.username).toMatch(/^deleted-/);
  }
  expect(rolesIn(await bob.api.get(`/conversations/${group}`))).toEqual({ Bob: 'owner' });
  const known = await chat.db.query('SELECT FROM users WHERE username = $name OR email LIKE $name || $rest', {
    name: ada.me.username,
    rest: '%',
  });
  expect(known).toEqual([]);
  // Nor on which days she was there.
  expect(await chat.db.query('SELECT FROM people_days WHERE user_id = $ada', { ada: ada.me.id })).toEqual([]);

  // Nobody can find it, write to it anew, or add it to anything.
  const cy = await chat.register('Cy');
  expect((await bob.api.get('/people?username=deleted-')).body).toEqual({ people: [] });
  const body = { kind: 'direct', id: randomUUID(), userId: ada.me.id };
  expect((await cy.api.post('/conversations', body)).status).toBe(404);
  const added = await bob.api.post(`/conversations/${group}/participants`, { userIds: [ada.me.id] });
  expect(added.status).toBe(404);
});

it('takes the words too, where that was chosen, and tells those who are there', async () => {
  const edited = await say(ada, group, 'a first version');
  await ada.api.patch(`/conversations/${group}/messages/${edited}`, { content: 'a second version', version: 1 });
  for (let at = 0; at < 120; at++) await say(ada, direct, `many of them ${at}`);
  const device = await openDevice(chat.url, { cookie: bob.cookie, origin: chat.url });
  expect((await erase(ada, 'erase')).status).toBe(204);
  await done();

  for (const conversation of [group, direct]) {
    const page = await pageOf(conversation);
    const hers = page.filter(({ senderId, kind }) => senderId === ada.me.id && kind === 'text');
    expect(hers.length).toBeGreaterThan(0);
    for (const message of hers) expect(message).toMatchObject({ content: null, deletedAt: expect.any(String) });
    expect(page.map(({ content }) => content)).toContain('what Bob said');
  }
  const left = await chat.db.query(
    `SELECT FROM messages m WHERE sender_id = $ada AND content IS NOT NULL
     UNION ALL SELECT FROM message_revisions r JOIN messages m ON m.id = r.message_id WHERE m.sender_id = $ada
     UNION ALL SELECT FROM message_search WHERE sender_id = $ada`,
    { ada: ada.me.id },
  );
  expect(left).toEqual([]);
  await device.next(
    'event',
    ({ c, changes }) => c === direct && changes.some((one) => one.kind === 'message' && one.message.deletedAt !== null),
  );
});

it('gives one all that is his, in one archive', async () => {
  await ada.api.patch(`/conversations/${group}`, { title: 'Pier 5' });
  await bob.api.delete(`/conversations/${group}/participants/${bob.me.id}`);
  // What came after he left is not his: neither how it is called since, nor how far it has come.
  await ada.api.patch(`/conversations/${group}`, { title: 'Without Bob at last' });
  await say(ada, group, 'a word about Bob');
  const edited = await say(bob, direct, 'waht he meant');
  await bob.api.patch(`/conversations/${direct}/messages/${edited}`, { content: 'what he meant', version: 1 });
  const { epoch } = conversationIn(await bob.api.get(`/conversations/${direct}`));
  await bob.api.put(`/conversations/${direct}/receipt`, { epoch, readSeq: 2 });
  await bob.api.put(`/conversations/${direct}/unread-mark`, { seq: 2 });
  const id = randomUUID();
  expect((await bob.api.post('/me/exports', { id })).status).toBe(201);
  expect(await exportEnded(bob, id)).toMatchObject({
    state: 'done',
    format: 'zip',
    counts: { messages: 3, events: 0 },
  });
  const { path } = await linkTo(bob, id);
  const answer = await fetch(`${chat.url}/api/v1${path}`, { headers: { cookie: bob.cookie } });
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const read = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as unknown;
  expect(Object.keys(files).toSorted()).toEqual([
    'about.txt',
    'account.json',
    'conversations.json',
    'days.json',
    'messages.json',
    'receipts.json',
    'sessions.json',
  ]);
  expect(read('account.json')).toMatchObject({ username: bob.me.username, email: bob.me.email });
  const messages = z.array(z.object({ content: z.string(), earlier: z.array(z.object({ content: z.string() })) }));
  expect(
    messages.parse(read('messages.json')).toSorted((one, other) => one.content.localeCompare(other.content)),
  ).toEqual([
    { content: 'what Bob said', earlier: [] },
    { content: 'what Bob said', earlier: [] },
    { content: 'what he meant', earlier: [{ content: 'waht he meant' }] },
  ]);
  expect(read('receipts.json')).toMatchObject([{ conversationId: direct, readSeq: 2, at: expect.any(String) }]);
  expect(read('days.json')).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
  expect(read('conversations.json')).toHaveLength(2);
  const [left] = (read('conversations.json') as { id: string }[]).filter((one) => one.id === group);
  expect(left).toMatchObject({ title: 'Pier 5', leftSeq: 5, upToSeq: 5 });
  expect(JSON.stringify(files)).not.toContain('password');
  expect(strFromU8(files['messages.json'] ?? new Uint8Array())).not.toContain('what Ada said');
});
