import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { codeIn } from '../../testing/conversations.ts';
import { createHalt } from '../../testing/halt.ts';
import { startTestService, type TestService, testPassword } from '../../testing/service.ts';

let chat: TestService;
// Where somebody looks at a password, and where he makes a hash: a test may hold him there.
let looked: () => Promise<void>;
let hashing: () => Promise<void>;
let hashed = 0;

beforeAll(async () => {
  chat = await startTestService({
    parts: {
      deadline: 1_500,
      passwords: {
        async hash(plain) {
          await hashing();
          hashed += 1;
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
beforeEach(() => {
  looked = hashing = async () => undefined;
});
afterAll(() => chat.close());

/** Lets what was held go on, and waits until it has come to its end, whatever it is. */
async function goOn(held: ReturnType<typeof createHalt>): Promise<void> {
  held.letGo();
  await new Promise((resolve) => setTimeout(resolve, 300));
}

it('who was told to come again with his new account finds his name free', async () => {
  const held = createHalt();
  hashing = held.pass;
  const account = { username: 'tardy', displayName: 'Tardy', email: 'tardy@example.org', password: testPassword };
  const late = await chat.anonymous.post('/accounts', account);
  expect([late.status, codeIn(late)]).toEqual([503, 'UNAVAILABLE']);
  const before = hashed;
  await goOn(held);
  expect(hashed).toBe(before + 1);
  expect((await chat.anonymous.post('/accounts', account)).status).toBe(201);
});

it('who was told to come again with another password still has the one he knows, and his session', async () => {
  const { api, me } = await chat.register('Ada');
  const held = createHalt();
  hashing = held.pass;
  const change = { password: testPassword, newPassword: 'a window with a view' };
  const late = await api.put('/me/password', change);
  expect([late.status, codeIn(late)]).toEqual([503, 'UNAVAILABLE']);
  await goOn(held);
  expect((await api.get('/me')).status).toBe(200);
  const signIn = { username: me.username, password: testPassword };
  expect((await chat.anonymous.post('/sessions', signIn)).status).toBe(201);
  expect((await api.put('/me/password', change)).status).toBe(200);
});

it('who was told to come again before he is gone is not gone', async () => {
  const { api } = await chat.register('Ada');
  const held = createHalt();
  looked = held.pass;
  const late = await api.post('/me/erasure', { password: testPassword, messages: 'keep' });
  expect([late.status, codeIn(late)]).toEqual([503, 'UNAVAILABLE']);
  await goOn(held);
  expect((await api.get('/me')).status).toBe(200);
});

it('who was told to sign in again is signed in once', async () => {
  const { api, me } = await chat.register('Ada');
  const held = createHalt();
  looked = held.pass;
  const credentials = { username: me.username, password: testPassword };
  expect((await chat.anonymous.post('/sessions', credentials)).status).toBe(503);
  await goOn(held);
  expect((await chat.anonymous.post('/sessions', credentials)).status).toBe(201);
  expect((await api.get('/sessions')).body).toMatchObject({ sessions: [{ isThis: true }, { isThis: false }] });
});
