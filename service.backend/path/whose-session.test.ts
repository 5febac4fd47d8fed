import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { testPassword } from '../src/testing/service.ts';
import { openStage, type Stage, soon, texts, unsent, write } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.service.close());

it('pauses when the session is revoked, and another person never meets the words of the first', async () => {
  const { ada, bob, c } = await stage.two();
  const { username } = ada;
  await stage.service.db.query('DELETE FROM sessions WHERE user_id = $userId', { userId: ada.userId });
  await write(ada, c, 'while away');
  await soon(() => expect(ada.client.state.get().session).toBe('expired'));
  expect(unsent(ada)).toHaveLength(1);
  await ada.client.signIn({ username, password: testPassword });
  await soon(() => expect(texts(bob, c)).toEqual(['while away']));

  ada.onTheWay = (url) => (url.endsWith('/messages') ? 'drop' : 'pass');
  ada.socket()?.close();
  await write(ada, c, 'kept for me');
  await ada.client.signOut('keep');
  const name = `mallory-${randomUUID().slice(0, 8)}`;
  await ada.client.register({ username: name, displayName: 'M', email: 'm@example.org', password: testPassword });
  ada.onTheWay = () => 'pass';
  expect(unsent(ada)).toEqual([]);
  expect(ada.client.state.get().order).toEqual([]);
  await ada.client.signOut('discard');
  await ada.client.signIn({ username, password: testPassword });
  await soon(() => expect(texts(bob, c)).toEqual(['while away', 'kept for me']));
});

it('sends nothing of hers under the name of somebody who has signed in on the same browser', async () => {
  const { ada, bob, c } = await stage.two();
  const eve = await stage.person('eve');
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
  const { ada, bob } = await stage.two();
  ada.takeCookieOf(bob);
  ada.socket()?.reconnect(0);
  await soon(() => expect(ada.client.state.get().me?.id).toBe(bob.userId));
  await soon(() => expect(ada.client.state.get().connection.carrier).toBe('socket'));
});
