import { randomUUID } from 'node:crypto';
import { previewInstanceRetention } from '@parley/shared/contract/admin-retention.routes.ts';
import { MessagePage } from '@parley/shared/contract/answers.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDevice } from '../../realtime/device.fixture.ts';
import { codeIn, conversationIn, startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';
import { exportAs } from '../exports/export.fixture.ts';
import { age, followRules, rule } from './retention.fixture.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let chief: TestPerson;
let group: string;
let ids: string[];

beforeAll(async () => {
  chat = await startTestService();
});
beforeEach(async () => {
  [ada, bob, chief] = [await chat.register('Ada'), await chat.register('Bob'), await chat.registerAdmin()];
  group = await startGroup(ada, [bob], 'Pier 4');
  ids = Array.from({ length: 8 }, () => randomUUID());
  // Numbers 2 to 9.
  for (const [index, id] of ids.entries()) await say(index % 2 === 0 ? ada : bob, id, `lantern number ${index + 2}`);
});
afterAll(() => chat.close());

const say = (person: TestPerson, id: string, content: string) =>
  person.api.post(`/conversations/${group}/messages`, { id, content });
const setRule = (body: ReturnType<typeof rule> | null) =>
  ada.api.put(`/conversations/${group}/retention`, { rule: body });
const page = async (query: string, person = bob) =>
  MessagePage.parse((await person.api.get(`/conversations/${group}/messages?${query}`)).body);
const placesOf = ({ messages }: MessagePage) => messages.map(({ seq }) => seq);
const found = async (person = bob) => {
  const { body } = await person.api.get('/messages/search?query=lantern&limit=50');
  return (body as { hits: { message: { seq: number } }[] }).hits.map(({ message }) => message.seq);
};
const stored = (table: string) =>
  chat.db.query<{ seq: number }>(`SELECT seq FROM ${table} WHERE conversation_id = $group ORDER BY seq`, { group });

it('moves what is old to the archive, and nobody notices: it is read, found, edited, deleted and taken out as before', async () => {
  await age(chat, group, 5, 40);
  expect((await setRule(rule(30, null))).status).toBe(200);
  await followRules(chat, chief);
  expect((await stored('archived_messages')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect((await stored('messages')).map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10]);

  expect(placesOf(await page('limit=100'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(placesOf(await page('aroundSeq=5&limit=4'))).toEqual([4, 5, 6, 7]);
  expect(placesOf(await page('beforeSeq=7&limit=3'))).toEqual([4, 5, 6]);
  expect(await page('beforeSeq=3&limit=5')).toMatchObject({ from: 0, upTo: 2 });
  expect(placesOf(await page('afterSeq=4&limit=3'))).toEqual([5, 6, 7]);
  expect(await found()).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
  const { epoch } = await page('limit=1');
  const changes = await bob.api.get(`/conversations/${group}/changes?epoch=${epoch}&afterSeq=2&limit=5`);
  expect(changes.body).toMatchObject({ changes: [3, 4, 5, 6, 7].map((seq) => ({ seq, message: { seq } })) });

  // A retry is a replay, another request is refused, and its author changes what he wrote.
  expect((await say(bob, ids[1] ?? '', 'lantern number 3')).status).toBe(200);
  expect((await say(bob, ids[1] ?? '', 'something else')).status).toBe(422);
  const third = `/conversations/${group}/messages/${ids[1]}`;
  expect((await bob.api.patch(third, { content: 'a candle', version: 1 })).body).toMatchObject({
    message: { content: 'a candle', version: 2, seq: 3 },
  });
  expect(await found()).toEqual([9, 8, 7, 6, 5, 4, 2]);
  expect((await ada.api.delete(`/conversations/${group}/messages/${ids[0]}`)).status).toBe(200);
  expect(await found()).toEqual([9, 8, 7, 6, 5, 4]);
  // To whom it was never shown the archive says as little as the rest: the same answer as for a word that nobody said.
  const stranger = await chat.register('Sly');
  await chat.db.query("UPDATE conversations SET history_policy = 'since_join' WHERE id = $group", { group });
  const late = await chat.register('Late');
  await ada.api.post(`/conversations/${group}/participants`, { userIds: [late.me.id] });
  const nothing = (await stranger.api.get('/messages/search?query=nobodysaidthis')).body;
  for (const person of [stranger, late]) {
    expect((await person.api.get('/messages/search?query=lantern')).body).toEqual(nothing);
  }
  expect(placesOf(await page('afterSeq=0&limit=100', late))).toEqual([13]);
  const file = await bob.api.get((await exportAs(bob, group)).path);
  expect(file.text).toContain('a candle');
  expect(file.text).toContain('lantern number 9');
  expect(file.text).not.toContain('lantern number 2');
  expect((await bob.api.get(`/conversations/${group}/unread`)).status).toBe(200);
});

it('deletes for good what is older: one number tells it, and a late retry is still known', async () => {
  await bob.api.patch(`/conversations/${group}/messages/${ids[1]}`, { content: 'lantern edited', version: 1 });
  await age(chat, group, 6, 100);
  await age(chat, group, 3, 100);
  await setRule(rule(30, 150));
  const phone = await openDevice(chat.url, { cookie: bob.cookie, origin: chat.url });
  const { head } = conversationIn(await bob.api.get(`/conversations/${group}`)).summary;
  const dry = await ada.api.get(`/conversations/${group}/retention/preview?archiveAfterDays=30&deleteAfterDays=150`);
  expect(dry.body).toMatchObject({ effect: { removed: 3, archived: 3 } });
  const runId = await followRules(chat, chief);

  const frame = await phone.next('event');
  expect(frame).toMatchObject({ from: head, upTo: head + 1, changes: [{ conversation: { purgedBelowSeq: 4 } }] });
  const { summary } = conversationIn(await bob.api.get(`/conversations/${group}`));
  expect(summary).toMatchObject({ head: head + 1, me: { visibleFromSeq: 4 }, conversation: { purgedBelowSeq: 4 } });
  expect(placesOf(await page('afterSeq=0&limit=100')).at(0)).toBe(4);
  expect(await found()).toEqual([9, 8, 7, 6, 5, 4]);
  for (const table of ['message_search', 'all_messages']) {
    expect((await stored(table)).filter(({ seq }) => seq < 4)).toEqual([]);
  }
  expect(await chat.db.query('SELECT FROM message_revisions WHERE conversation_id = $group', { group })).toEqual([]);
  expect((await stored('removed_messages')).map(({ seq }) => seq)).toEqual([1, 2, 3]);

  const late = await say(bob, ids[1] ?? '', 'lantern number 3');
  expect([late.status, late.body]).toMatchObject([200, { stored: { id: ids[1], seq: 3 }, message: null }]);
  expect(codeIn(await say(bob, ids[1] ?? '', 'other words'))).toBe('ID_TAKEN');
  expect(codeIn(await say(ada, ids[1] ?? '', 'lantern number 3'))).toBe('ID_TAKEN');
  const gone = `/conversations/${group}/messages/${ids[1]}`;
  expect((await bob.api.patch(gone, { content: 'x', version: 2 })).status).toBe(404);
  expect((await bob.api.delete(gone)).status).toBe(404);

  // Nothing leads to it any more: no export, no place, no account of who has it, no search by its author.
  expect((await bob.api.get(`${gone}/advances`)).status).toBe(404);
  expect(placesOf(await page('aroundSeq=2&limit=4')).filter((seq) => seq < 4)).toEqual([]);
  for (const format of ['json', 'csv', 'html'] as const) {
    const taken = await exportAs(bob, group, format);
    const { text } = await bob.api.get(taken.path);
    expect(text).toContain('lantern number 9');
    for (const word of ['lantern number 2', 'lantern number 3', 'lantern edited', ids[0], ids[1]]) {
      expect(text).not.toContain(word);
    }
  }
  expect((await bob.api.get('/messages/search?query=edited')).body).toMatchObject({ hits: [], next: null });

  const newcomer = await chat.register('Cleo');
  await ada.api.post(`/conversations/${group}/participants`, { userIds: [newcomer.me.id] });
  expect(placesOf(await page('afterSeq=0&limit=100', newcomer)).at(0)).toBe(4);

  const { body } = await chief.api.get('/admin/retention/entries');
  const entry = (body as { entries: { runId: string }[] }).entries.find((one) => one.runId === runId);
  expect(entry).toMatchObject({
    conversation: { id: group, kind: 'group' },
    effect: { archived: 3, removed: 3 },
    purgedBelowSeq: 4,
    endedAt: expect.any(String),
  });
  expect(JSON.stringify(body)).not.toContain('Pier 4');
  await phone.close();
});

it('goes on where a run was cut off, and a second run does nothing again', async () => {
  await age(chat, group, 6, 100);
  await setRule(rule(null, 90));
  await followRules(chat, chief);
  const { head } = conversationIn(await bob.api.get(`/conversations/${group}`)).summary;
  // As a run leaves it that ends between the number and the rows.
  await chat.db.query(
    `INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at)
     SELECT conversation_id, gen_random_uuid(), 1, 1, sender_id, 'left over', created_at FROM removed_messages
     WHERE conversation_id = $group AND seq = 1`,
    { group },
  );
  await followRules(chat, chief);
  expect((await stored('messages')).map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
  expect(conversationIn(await bob.api.get(`/conversations/${group}`)).summary.head).toBe(head);
});

it('follows the instance where a conversation has no rule of its own', async () => {
  const direct = await startDirect(ada, bob);
  await ada.api.post(`/conversations/${direct}/messages`, { id: randomUUID(), content: 'between us' });
  await age(chat, direct, 2, 400);
  await age(chat, group, 9, 400);
  await setRule(rule(null, null));
  expect((await ada.api.put(`/conversations/${direct}/retention`, { rule: null })).status).toBe(409);
  expect((await bob.api.put(`/conversations/${group}/retention`, { rule: null })).status).toBe(403);
  expect((await chief.api.put('/admin/retention', { rule: rule(365, 30) })).status).toBe(400);

  const targets = [];
  for (let after: string | null = ''; after !== null; ) {
    const query: string = after === '' ? '' : `&after=${after}`;
    const { body } = await chief.api.get(`/admin/retention/preview?deleteAfterDays=365${query}`);
    const part = previewInstanceRetention.responses[200].parse(body);
    targets.push(...part.targets);
    after = part.next;
  }
  expect(targets.find(({ id }) => id === direct)).toMatchObject({ effect: { removed: 2, archived: 0 }, people: 2 });
  expect(targets.find(({ id }) => id === group)).toBeUndefined();

  const set = await chief.api.put('/admin/retention', { rule: rule(null, 365) });
  expect(set.body).toMatchObject({ changedBy: { id: chief.me.id }, rule: { deleteAfterDays: 365 } });
  await followRules(chat, chief);
  expect(conversationIn(await bob.api.get(`/conversations/${direct}`)).summary.lastMessage).toBe(null);
  expect(placesOf(await page('limit=100')).length).toBe(10);
  await chief.api.put('/admin/retention', { rule: rule(null, null) });
});

it('is written on the record, and told to all who are in', async () => {
  const answer = conversationIn(await setRule(rule(null, 90)));
  expect(answer.summary).toMatchObject({
    conversation: { retention: { deleteAfterDays: 90 } },
    lastMessage: { event: { type: 'retention', rule: { deleteAfterDays: 90 } } },
  });
  expect((await bob.api.get(`/conversations/${group}/retention`)).body).toMatchObject({
    own: { archiveAfterDays: null, deleteAfterDays: 90 },
    instance: { archiveAfterDays: null, deleteAfterDays: null },
  });
  expect(conversationIn(await setRule(rule(null, 90))).summary.head).toBe(answer.summary.head);
  expect(conversationIn(await setRule(null)).summary.conversation.retention).toBe(null);
});
