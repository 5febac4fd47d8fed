import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Profile } from './node-client.ts';
import { openStage, type Stage, soon, write } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.service.close());

const inTime = (look: () => void) => soon(look, 25_000);

it('is the same on two devices: the mark comes by the socket, and by the heads where the socket lost it', async () => {
  const [ada, phone, bob] = [await stage.person('ada'), await stage.device(), await stage.person('bob')];
  phone.takeCookieOf(ada);
  await phone.reload();
  const c = await bob.client.startDirect(ada.userId);
  const mine = ({ client }: Profile) => client.state.get().conversations.get(c)?.summary.me;
  for (const content of ['one', 'two', 'three']) await write(bob, c, content);
  for (const one of [ada, phone]) await inTime(() => expect(mine(one)?.unread.count).toBe(3));
  ada.client.markRead(c, 4);
  const ofWhom = (one: Profile) => `${one === ada ? 'ada' : 'her phone'}, ${one.client.state.get().connection.phase}`;
  for (const one of [ada, phone]) {
    await inTime(() => expect(mine(one), ofWhom(one)).toMatchObject({ readSeq: 4, unread: { count: 0 } }));
  }

  await ada.client.markUnread(c, 3);
  expect(mine(ada)).toMatchObject({ readSeq: 4, unreadMarkSeq: 3, unread: { count: 2 } });
  await inTime(() => expect(mine(phone)).toEqual(mine(ada)));
  const { messages } = await phone.client.whyUnread(c);
  expect(messages.map(({ seq, because, excerpt }) => [seq, because, excerpt])).toEqual([
    [3, 'marked', 'two'],
    [4, 'marked', 'three'],
  ]);

  phone.deaf = true;
  await ada.client.markUnread(c, null);
  expect(mine(phone)?.unreadMarkSeq).toBe(3);
  phone.signal('visible');
  await inTime(() => expect(mine(phone)).toEqual(mine(ada)));
  expect(mine(phone)?.unread.count).toBe(0);
  // What I mark is nobody else's business: for Bob all of it stays read.
  await inTime(() => expect(bob.client.state.get().conversations.get(c)?.summary.peer?.readSeq).toBe(4));
});
