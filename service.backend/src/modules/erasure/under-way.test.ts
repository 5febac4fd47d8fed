import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDevice } from '../../realtime/device.fixture.ts';
import { type ApiAnswer, createApi } from '../../testing/api.ts';
import { codeIn, rolesIn, startGroup } from '../../testing/conversations.ts';
import { createHalt } from '../../testing/halt.ts';
import { startTestService, type TestPerson, type TestService, testPassword } from '../../testing/service.ts';
import { waitingForLocks } from '../messages/message.fixture.ts';

// Requests that were let in while the account was there, and come to what they are for when it is gone.
let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
// Where somebody looks at a password, and where he makes a hash: a test may hold him there.
let looked: () => Promise<void>;
let hashing: () => Promise<void>;

beforeAll(async () => {
  chat = await startTestService({
    parts: {
      passwords: {
        async hash(plain) {
          await hashing();
          return `plain:${plain}`;
        },
        async verify(stored, plain) {
          await looked();
          return stored === `plain:${plain}`;
        },
        isOutdated: () => false,
      },
    },
  });
});
beforeEach(async () => {
  looked = hashing = async () => undefined;
  [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
});
afterAll(() => chat.close());

const erase = (person: TestPerson) => person.api.post('/me/erasure', { password: testPassword, messages: 'erase' });
const told = (answer: ApiAnswer) => [answer.status, codeIn(answer)];
const done = () =>
  expect
    .poll(() => chat.db.query("SELECT id FROM jobs WHERE kind = 'erase' AND state <> 'done'"), { timeout: 20_000 })
    .toEqual([]);
const namesIn = async (group: string) => Object.keys(rolesIn(await bob.api.get(`/conversations/${group}`)));

/** Erases Ada's account while `request` was let in, and waits behind it. */
async function eraseBefore(request: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const both = await chat.db.transaction(async (tx) => {
    await chat.db.query('SELECT FROM users WHERE id = $id FOR UPDATE', { id: ada.me.id }, tx);
    const erasing = erase(ada);
    await waitingForLocks(chat.db, 1);
    const late = request();
    await waitingForLocks(chat.db, 2);
    return [erasing, late] as const;
  });
  const [erased, late] = await Promise.all(both);
  expect(erased.status).toBe(204);
  await done();
  return late;
}

describe('what was under way when an account was erased', () => {
  it('gives it no name again', async () => {
    const late = await eraseBefore(() => ada.api.patch('/me', { displayName: 'Ada Lovelace' }));
    expect(told(late)).toEqual([401, 'UNAUTHENTICATED']);
    const sql = 'SELECT display_name AS name FROM users WHERE id = $id';
    expect(await chat.db.query(sql, { id: ada.me.id })).toEqual([{ name: 'Deleted user' }]);
  });

  it('starts no conversation that nobody would leave', async () => {
    const body = { kind: 'group', id: randomUUID(), title: 'Too late', userIds: [bob.me.id] };
    const late = await eraseBefore(() => ada.api.post('/conversations', body));
    expect(told(late)).toEqual([401, 'UNAUTHENTICATED']);
    expect((await bob.api.get(`/conversations/${body.id}`)).status).toBe(404);
  });

  it('writes nothing out that nobody could fetch', async () => {
    const late = await eraseBefore(() => ada.api.post('/me/exports', { id: randomUUID() }));
    expect(told(late)).toEqual([401, 'UNAUTHENTICATED']);
    expect(await chat.db.query('SELECT FROM jobs WHERE owner_id = $id', { id: ada.me.id })).toEqual([]);
  });

  it('leaves it in no group: whoever brings it into one does so before, or not at all', async () => {
    const group = await startGroup(bob, []);
    const add = () => bob.api.post(`/conversations/${group}/participants`, { userIds: [ada.me.id] });
    const [added, erased] = await chat.db.transaction(async (tx) => {
      await chat.db.query('LOCK TABLE participants IN SHARE MODE', {}, tx);
      const adding = add();
      await waitingForLocks(chat.db, 1);
      const erasing = erase(ada);
      await Promise.race([erasing, waitingForLocks(chat.db, 2)]);
      return [adding, erasing] as const;
    });
    expect([(await added).status, (await erased).status]).toEqual([200, 204]);
    await done();
    expect(await namesIn(group)).toEqual(['Bob']);
    expect(told(await add())).toEqual([404, 'NOT_FOUND']);
  });

  it('does not take its name, which is nobody’s again', async () => {
    const held = createHalt();
    hashing = held.pass;
    const { username } = ada.me;
    const body = { username, displayName: 'Not Ada', email: 'not-ada@example.org', password: testPassword };
    const late = chat.anonymous.post('/accounts', body);
    await held.arrived;
    expect((await erase(ada)).status).toBe(204);
    held.letGo();
    expect(told(await late)).toEqual([409, 'USERNAME_TAKEN']);
  });
});

it('is not seen again: that its last tab closed says nothing of when it was there', async () => {
  const device = await openDevice(chat.url, { cookie: ada.cookie, origin: chat.url });
  const held = () => chat.db.query('SELECT FROM node_users WHERE user_id = $id', { id: ada.me.id });
  await expect.poll(held).toHaveLength(1);
  expect((await erase(ada)).status).toBe(204);
  await device.next('session.revoked');
  await expect.poll(held, { timeout: 5_000 }).toEqual([]);
  const sql = 'SELECT last_seen_at FROM users WHERE id = $id';
  expect(await chat.db.query(sql, { id: ada.me.id })).toEqual([{ last_seen_at: null }]);
});

it('is not erased by a session that was ended meanwhile', async () => {
  const credentials = { username: ada.me.username, password: testPassword };
  const other = createApi(chat.url, (await chat.anonymous.post('/sessions', credentials)).cookie);
  const held = createHalt();
  looked = held.pass;
  const late = erase(ada);
  await held.arrived;
  expect((await other.delete('/sessions/others')).body).toEqual({ ended: 1 });
  held.letGo();
  expect(told(await late)).toEqual([401, 'UNAUTHENTICATED']);
  expect((await other.get('/me')).status).toBe(200);
});
