import { randomUUID } from 'node:crypto';
import { isArchivedForMe } from '@parley/shared/models/conversation.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDevice } from '../../realtime/device.fixture.ts';
import { codeIn, conversationIn, startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;
let group: string;

beforeAll(async () => {
  chat = await startTestService();
});
beforeEach(async () => {
  [ada, bob, cleo] = [await chat.register('Ada'), await chat.register('Bob'), await chat.register('Cleo')];
  group = await startGroup(ada, [bob, cleo], 'Pier 4');
});
afterAll(() => chat.close());

const say = (person: TestPerson, conversation: string, id: string = randomUUID(), content = 'a word about lanterns') =>
  person.api.post(`/conversations/${conversation}/messages`, { id, content });
const summaryFor = async (person: TestPerson, conversation = group) =>
  conversationIn(await person.api.get(`/conversations/${conversation}`)).summary;
const forMe = (person: TestPerson, archived: boolean) =>
  person.api.put(`/conversations/${group}/my-archive`, { archived });
const forAll = (person: TestPerson, archived: boolean, conversation = group) =>
  person.api.put(`/conversations/${conversation}/archive`, { archived });

it('is out of my list on all my devices until the next entry, and nobody else hears of it', async () => {
  await say(bob, group);
  const [phone, his] = [
    await openDevice(chat.url, { cookie: ada.cookie, origin: chat.url }),
    await openDevice(chat.url, { cookie: bob.cookie, origin: chat.url }),
  ];
  expect((await forMe(ada, true)).status).toBe(200);
  const { me } = await phone.next('inbox');
  expect(me.archivedSeq).toBe(2);
  expect(isArchivedForMe(await summaryFor(ada))).toBe(true);
  expect(isArchivedForMe(await summaryFor(bob))).toBe(false);
  expect(his.all('inbox')).toEqual([]);
  const found = await ada.api.get('/messages/search?query=lanterns');
  expect(found.body).toMatchObject({ hits: [{ message: { conversationId: group } }] });

  await say(bob, group);
  expect(isArchivedForMe(await summaryFor(ada))).toBe(false);
  await forMe(ada, true);
  expect(isArchivedForMe(await summaryFor(ada))).toBe(true);
  await forMe(ada, false);
  expect(await summaryFor(ada)).toMatchObject({ me: { archivedSeq: null } });
  await phone.close();
  await his.close();
});

it('closes a conversation for everybody: it is read and found, and what is sent is refused for good', async () => {
  const id = randomUUID();
  await say(bob, group, id);
  expect((await forAll(bob, true)).status).toBe(403);
  const closed = conversationIn(await forAll(ada, true)).summary;
  expect(closed).toMatchObject({ lastMessage: { event: { type: 'archived' }, senderId: ada.me.id } });
  expect(closed.conversation.archivedAt).not.toBe(null);
  expect((await forAll(ada, true)).body).toMatchObject({ summary: { head: closed.head } });

  const refused = await say(bob, group);
  expect([refused.status, codeIn(refused)]).toEqual([409, 'CONVERSATION_ARCHIVED']);
  // What was said before is answered as ever; nobody can edit it, and its author can take it back.
  expect((await say(bob, group, id)).status).toBe(200);
  expect((await say(bob, group, id, 'other words')).status).toBe(422);
  const path = `/conversations/${group}/messages/${id}`;
  expect(codeIn(await bob.api.patch(path, { content: 'other', version: 1 }))).toBe('CONVERSATION_ARCHIVED');
  expect(codeIn(await ada.api.patch(`/conversations/${group}`, { title: 'Pier 5' }))).toBe('CONVERSATION_ARCHIVED');
  const guest = { userIds: [(await chat.register('Dan')).me.id] };
  expect(codeIn(await ada.api.post(`/conversations/${group}/participants`, guest))).toBe('CONVERSATION_ARCHIVED');
  expect((await bob.api.get('/messages/search?query=lanterns')).body).toMatchObject({ hits: [{ message: { id } }] });
  expect((await bob.api.delete(path)).status).toBe(200);
  expect((await cleo.api.delete(`/conversations/${group}/participants/${cleo.me.id}`)).status).toBe(204);

  expect(conversationIn(await forAll(ada, false)).summary.conversation.archivedAt).toBe(null);
  expect((await say(bob, group)).status).toBe(201);
});

it('is for either of the two in a direct conversation, and for the other to take back', async () => {
  const direct = await startDirect(ada, bob);
  expect((await forAll(bob, true, direct)).status).toBe(200);
  expect((await say(ada, direct)).status).toBe(409);
  expect((await forAll(ada, false, direct)).status).toBe(200);
  expect((await say(bob, direct)).status).toBe(201);
});
