import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../src/testing/service.ts';
import { openProfile, type Profile } from './node-client.ts';

let service: TestService;
const profiles: Profile[] = [];

beforeAll(async () => {
  service = await startTestService();
});
afterEach(async () => {
  for (const profile of profiles.splice(0)) await profile.close();
});
afterAll(() => service.close());

async function device(): Promise<Profile> {
  const profile = await openProfile(service.url);
  profiles.push(profile);
  return profile;
}

async function person(name: string): Promise<Profile> {
  const profile = await device();
  const username = `${name}-${randomUUID().slice(0, 8)}`;
  const password = 'correct horse battery staple';
  await profile.client.register({ username, displayName: name, email: `${username}@example.org`, password });
  return profile;
}

const soon = (look: () => void) => vi.waitFor(look, { timeout: 25_000, interval: 20 });

it('is the same on two devices: the mark comes by the socket, and by the heads where the socket lost it', async () => {
  const [ada, phone, bob] = [await person('ada'), await device(), await person('bob')];
  phone.takeCookieOf(ada);
  await phone.reload();
  const c = await bob.client.startDirect(ada.client.state.get().me?.id ?? '');
  const mine = ({ client }: Profile) => client.state.get().conversations.get(c)?.summary.me;
  for (const content of ['one', 'two', 'three']) {
    await bob.client.send({ id: bob.client.newId(), conversationId: c, content });
  }
  for (const one of [ada, phone]) await soon(() => expect(mine(one)?.unread.count).toBe(3));
  ada.client.markRead(c, 4);
  const ofWhom = (one: Profile) => `${one === ada ? 'ada' : 'her phone'}, ${one.client.state.get().connection.phase}`;
  for (const one of [ada, phone]) {
    await soon(() => expect(mine(one), ofWhom(one)).toMatchObject({ readSeq: 4, unread: { count: 0 } }));
  }

  await ada.client.markUnread(c, 3);
  expect(mine(ada)).toMatchObject({ readSeq: 4, unreadMarkSeq: 3, unread: { count: 2 } });
  await soon(() => expect(mine(phone)).toEqual(mine(ada)));
  const { messages } = await phone.client.whyUnread(c);
  expect(messages.map(({ seq, because, excerpt }) => [seq, because, excerpt])).toEqual([
    [3, 'marked', 'two'],
    [4, 'marked', 'three'],
  ]);

  phone.deaf = true;
  await ada.client.markUnread(c, null);
  expect(mine(phone)?.unreadMarkSeq).toBe(3);
  phone.signal('visible');
  await soon(() => expect(mine(phone)).toEqual(mine(ada)));
  expect(mine(phone)?.unread.count).toBe(0);
  // What I mark is nobody else's business: for Bob all of it stays read.
  await soon(() => expect(bob.client.state.get().conversations.get(c)?.summary.peer?.readSeq).toBe(4));
});
