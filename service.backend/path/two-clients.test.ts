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

async function person(name: string): Promise<Profile & { readonly userId: string }> {
  const profile = await openProfile(service.url);
  profiles.push(profile);
  const username = `${name}-${randomUUID().slice(0, 8)}`;
  const password = 'correct horse battery staple';
  await profile.client.register({ username, displayName: name, email: `${username}@example.org`, password });
  return Object.assign(profile, { userId: profile.client.state.get().me?.id ?? '' });
}

const write = ({ client }: Profile, conversationId: string, content: string) =>
  client.send({ id: client.newId(), conversationId, content });

const texts = ({ client }: Profile, conversationId: string) => {
  const timeline = client.state.get().conversations.get(conversationId)?.timeline;
  return [...(timeline?.rows ?? []), ...(timeline?.loose ?? [])].flatMap(({ kind, content }) =>
    kind === 'text' ? [content] : [],
  );
};

const unsent = ({ client }: Profile) => [...client.state.get().outbox.values()].flat();
const soon = (look: () => void) => vi.waitFor(look, { timeout: 15_000, interval: 20 });

/** Two people, both looking at the same conversation. */
async function two() {
  const [ada, bob] = [await person('ada'), await person('bob')];
  const c = await ada.client.startDirect(bob.userId);
  await ada.client.open(c);
  await soon(() => expect(bob.client.state.get().order).toContain(c));
  await bob.client.open(c);
  return { ada, bob, c };
}

it('carries words from one to the other in their order, and tells what was read', async () => {
  const { ada, bob, c } = await two();
  await Promise.all(['one', 'two', 'three'].map((text) => write(ada, c, text)));
  await soon(() => expect(texts(bob, c)).toEqual(['one', 'two', 'three']));
  await soon(() => expect(texts(ada, c)).toEqual(['one', 'two', 'three']));
  const { summary } = bob.client.state.get().conversations.get(c) ?? {};
  expect(summary?.me.unread.count).toBe(3);
  bob.client.markRead(c, summary?.head ?? 0);
  await soon(() => {
    expect(bob.client.state.get().conversations.get(c)?.summary.me.unread.count).toBe(0);
    expect(ada.client.state.get().conversations.get(c)?.summary.peer?.readSeq).toBe(summary?.head);
  });
  expect(unsent(ada)).toEqual([]);
  expect(ada.client.state.get().connection).toMatchObject({ phase: 'live', carrier: 'socket' });
});

it('sends once although answers are lost', async () => {
  const { ada, bob, c } = await two();
  let lost = 0;
  ada.onTheWay = (url, { method }) => {
    if (method !== 'POST' || !url.endsWith('/messages') || lost >= 3) return 'pass';
    lost += 1;
    return 'lose';
  };
  // Without the second carrier, which would bring the answer at once.
  ada.socket()?.close();
  await write(ada, c, 'one');
  await write(ada, c, 'two');
  await soon(() => expect(texts(bob, c)).toEqual(['one', 'two']));
  await soon(() => expect([lost, unsent(ada)]).toEqual([3, []]));
});

it('uses the second carrier when HTTP does not get through', async () => {
  const { ada, bob, c } = await two();
  ada.onTheWay = (_, { method }) => (method === 'POST' ? 'drop' : 'pass');
  await write(ada, c, 'by socket');
  await soon(() => expect(texts(bob, c)).toEqual(['by socket']));
  await soon(() => expect(unsent(ada)).toEqual([]));
});

it('keeps what was written offline over a reload, and sends it in order', async () => {
  const { ada, bob, c } = await two();
  ada.onTheWay = () => 'drop';
  ada.signal('offline');
  ada.socket()?.close();
  for (const text of ['one', 'two', 'three']) await write(ada, c, text);
  expect(unsent(ada)).toHaveLength(3);
  ada.onTheWay = () => 'pass';
  await ada.reload();
  ada.signal('online');
  await soon(() => expect(texts(bob, c)).toEqual(['one', 'two', 'three']));
  await soon(() => expect(unsent(ada)).toEqual([]));
});

it('heals what the socket lost, also the last word, which nothing follows', async () => {
  const { ada, bob, c } = await two();
  // What his page asks for at its beginning, and the first quiet check, are over: the next one is far away.
  let asked = performance.now();
  bob.onTheWay = () => {
    asked = performance.now();
    return 'pass';
  };
  await soon(() => expect(performance.now() - asked).toBeGreaterThan(2_200));
  bob.deaf = true;
  await write(ada, c, 'unheard');
  await soon(() => expect(unsent(ada)).toEqual([]));
  expect(texts(bob, c)).toEqual([]);
  bob.signal('visible');
  await soon(() => expect(texts(bob, c)).toEqual(['unheard']));
  bob.deaf = true;
  await write(ada, c, 'hole');
  await soon(() => expect(unsent(ada)).toEqual([]));
  bob.deaf = false;
  await write(ada, c, 'after');
  await soon(() => expect(texts(bob, c)).toEqual(['unheard', 'hole', 'after']));
});

it('edits, deletes, renames, adds and removes for everybody who is there', async () => {
  const { ada, bob } = await two();
  const eve = await person('eve');
  const c = await ada.client.startGroup('Harbour', [bob.userId]);
  await ada.client.open(c);
  await soon(() => expect(bob.client.state.get().order).toContain(c));
  await bob.client.open(c);
  await write(ada, c, 'first');
  await write(ada, c, 'second');
  await soon(() => expect(texts(bob, c)).toEqual(['first', 'second']));
  const rows =
    ada.client.state
      .get()
      .conversations.get(c)
      ?.timeline?.rows.filter(({ kind }) => kind === 'text') ?? [];
  const [first, second] = rows;
  await ada.client.edit(c, first?.id ?? '', 'better', first?.version ?? 0);
  await ada.client.remove(c, second?.id ?? '');
  await ada.client.rename(c, 'Haven');
  await ada.client.addPeople(c, [eve.userId]);
  await soon(() => {
    expect(texts(bob, c)).toEqual(['better', null]);
    expect(bob.client.state.get().conversations.get(c)?.summary.conversation.title).toBe('Haven');
    expect(eve.client.state.get().order).toContain(c);
    expect(bob.client.state.get().conversations.get(c)?.participants.size).toBe(3);
  });
  await ada.client.removePerson(c, bob.userId);
  await soon(() => expect(bob.client.state.get().order).not.toContain(c));
  await write(bob, c, 'too late');
  await soon(() =>
    expect(unsent(bob)).toMatchObject([{ status: 'failed', content: 'too late', failure: { code: 'NOT_FOUND' } }]),
  );
});

it('has the new name of somebody in a large group who got it while one was away', async () => {
  const bob = await person('bob');
  const others = await Promise.all(['ada', 'cem', 'dora', 'emil', 'finn', 'gina'].map(person));
  const c = await bob.client.startGroup(
    'Crew',
    others.map(({ userId }) => userId),
  );
  await bob.client.open(c);
  // His line shows four faces of six; whose it does not, its summary does not bring.
  const last = others.toSorted((one, other) => (one.userId < other.userId ? -1 : 1)).at(-1);
  if (!last) throw new Error('nobody is in it');
  const nameHere = () => bob.client.state.get().users.get(last.userId)?.displayName;
  await soon(() => expect(nameHere()).toBe(last.client.state.get().me?.displayName));
  bob.onTheWay = () => 'drop';
  bob.signal('offline');
  bob.socket()?.close();
  await last.client.changeProfile('Ada Lovelace');
  bob.onTheWay = () => 'pass';
  bob.signal('online');
  await soon(() => expect(nameHere()).toBe('Ada Lovelace'));
});

it('shows who types and who is there', async () => {
  const { ada, bob, c } = await two();
  ada.client.setTyping(c, true);
  await soon(() => expect(bob.client.state.get().typing.get(c)).toEqual([ada.userId]));
  await write(ada, c, 'done');
  await soon(() => expect(bob.client.state.get().typing.get(c)).toBeUndefined());
  // They met after both had connected, and nobody came or went since: whom one meets is asked about.
  await soon(() => expect(bob.client.state.get().presences.get(ada.userId)?.online).toBe(true));
});

it('pauses when the session is revoked, and another person never meets the words of the first', async () => {
  const { ada, bob, c } = await two();
  const username = ada.client.state.get().me?.username ?? '';
  await service.db.query('DELETE FROM sessions WHERE user_id = $userId', { userId: ada.userId });
  await write(ada, c, 'while away');
  await soon(() => expect(ada.client.state.get().session).toBe('expired'));
  expect(unsent(ada)).toHaveLength(1);
  await ada.client.signIn({ username, password: 'correct horse battery staple' });
  await soon(() => expect(texts(bob, c)).toEqual(['while away']));

  ada.onTheWay = (url) => (url.endsWith('/messages') ? 'drop' : 'pass');
  ada.socket()?.close();
  await write(ada, c, 'kept for me');
  await ada.client.signOut('keep');
  const name = `mallory-${randomUUID().slice(0, 8)}`;
  const password = 'correct horse battery staple';
  await ada.client.register({ username: name, displayName: 'M', email: 'm@example.org', password });
  ada.onTheWay = () => 'pass';
  expect(unsent(ada)).toEqual([]);
  expect(ada.client.state.get().order).toEqual([]);
  await ada.client.signOut('discard');
  await ada.client.signIn({ username, password });
  await soon(() => expect(texts(bob, c)).toEqual(['while away', 'kept for me']));
});

it('sends nothing of hers under the name of somebody who has signed in on the same browser', async () => {
  const { ada, bob, c } = await two();
  const eve = await person('eve');
  const group = await ada.client.startGroup('Both of them', [eve.userId]);
  await soon(() => expect(eve.client.state.get().order).toContain(group));
  const hers = { cookies: new Map(ada.cookies) };
  ada.takeCookieOf(eve);
  const named: string[] = [];
  ada.onTheWay = (_, { headers }) => {
    named.push((headers as Record<string, string>)['x-account'] ?? 'nobody');
    return 'pass';
  };
  await ada.client.send({ id: ada.client.newId(), conversationId: group, content: 'by Ada alone' });
  // The page finds out, and is Eve's from then on.
  await soon(() => expect(ada.client.state.get()).toMatchObject({ session: 'signedIn', me: { id: eve.userId } }));
  expect(unsent(ada)).toEqual([]);
  expect(named).toContain(ada.userId);
  await eve.client.open(group);
  expect(texts(eve, group)).toEqual([]);
  expect(texts(bob, c)).toEqual([]);

  // Back again: what she wrote was kept, and goes out as hers.
  ada.onTheWay = () => 'pass';
  ada.takeCookieOf(hers);
  ada.socket()?.reconnect(0);
  await soon(() => expect(texts(eve, group)).toEqual(['by Ada alone']));
  const rows = eve.client.state.get().conversations.get(group)?.timeline?.rows ?? [];
  expect(rows.filter(({ kind }) => kind === 'text').map(({ senderId }) => senderId)).toEqual([ada.userId]);
});

it('connects no socket in the name of one with the cookie of another', async () => {
  const { ada, bob } = await two();
  ada.takeCookieOf(bob);
  ada.socket()?.reconnect(0);
  await soon(() => expect(ada.client.state.get().me?.id).toBe(bob.userId));
  await soon(() => expect(ada.client.state.get().connection.carrier).toBe('socket'));
});
