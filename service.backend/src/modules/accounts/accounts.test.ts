import { createHash, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../testing/api.ts';
import { codeIn } from '../../testing/conversations.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { createPasswords } from './password.ts';

let chat: TestService;
beforeAll(async () => {
  chat = await startTestService({ parts: { passwords: createPasswords() } });
});
afterAll(() => chat.close());

const password = 'correct horse battery';
const nameOf = (name: string) => `${name}-${randomUUID().slice(0, 8)}`;
const registration = (username: string, more: object = {}) => ({
  username,
  displayName: 'Somebody',
  email: 'somebody@example.org',
  password,
  ...more,
});
const register = (username: string, more: object = {}) =>
  chat.anonymous.post('/accounts', registration(username, more));
const signIn = (username: string, tried = password, api = chat.anonymous) =>
  api.post('/sessions', { username, password: tried });
const sessionsIn = () => chat.db.query<{ hash: string }>(`SELECT encode(id_hash, 'hex') AS hash FROM sessions`);

describe('an account', () => {
  it('is made and signed in at once, and tells nobody else more than it must', async () => {
    const username = nameOf('ada');
    const { status, cookie, headers, body } = await register(username, { displayName: '  Ada  ' });
    expect(status).toBe(201);
    expect(headers.getSetCookie()[0]).toMatch(/^sid=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(body).toMatchObject({ username, displayName: 'Ada', version: 1, email: 'somebody@example.org' });
    expect(Object.keys(body as object)).not.toContain('passwordHash');
    const ada = createApi(chat.url, cookie);
    expect((await ada.get('/me')).body).toEqual(body);

    const bob = createApi(chat.url, (await register(nameOf('bob'))).cookie);
    const { body: found } = await bob.get(`/people?username=${username.slice(0, 6)}`);
    expect(found).toEqual({ people: [{ id: (body as { id: string }).id, username, displayName: 'Ada', version: 1 }] });
  });

  it('is kept as argon2id, and an older hash is renewed when its owner signs in', async () => {
    const username = nameOf('old');
    await register(username);
    const stored = async () =>
      (
        await chat.db.query<{ password_hash: string }>('SELECT password_hash FROM users WHERE username = $username', {
          username,
        })
      )[0]?.password_hash;
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const weak = await hash(password, { memoryCost: 8192, timeCost: 1 });
    await chat.db.query('UPDATE users SET password_hash = $weak WHERE username = $username', { weak, username });
    expect((await signIn(username)).status).toBe(201);
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('has a name that only one can have, also when fifty ask at once', async () => {
    const username = nameOf('race');
    const answers = await Promise.all(Array.from({ length: 50 }, () => register(username)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toEqual([201]);
    expect(statuses.every((status) => [201, 409, 503].includes(status))).toBe(true);
    expect(answers.some((answer) => codeIn(answer) === 'USERNAME_TAKEN')).toBe(true);
    // What the gate had no room for is told when to come again.
    for (const { status, headers } of answers) if (status === 503) expect(headers.get('retry-after')).toBe('1');
  });

  it.each(['Password1', '12345678', 'aaaaaaaaaaaa', 'somebody@example.org'])(
    'refuses the password %s and says that anybody would guess it',
    async (weak) => {
      const answer = await register(nameOf('weak'), { password: weak });
      expect([answer.status, codeIn(answer)]).toEqual([422, 'PASSWORD_GUESSABLE']);
    },
  );

  it.each(['short', 'x'.repeat(129)])('refuses the password %s for its length', async (wrong) => {
    const answer = await register(nameOf('weak'), { password: wrong });
    expect([answer.status, codeIn(answer)]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('takes any characters, in whichever way they were composed, and cuts none off', async () => {
    const username = nameOf('accents');
    const long = `Zo\u00eb \u{1f40e} ${'p'.repeat(80)}`;
    await register(username, { password: `${long}1` });
    expect((await signIn(username, `${long}1`.normalize('NFD'))).status).toBe(201);
    expect((await signIn(username, `${long}2`)).status).toBe(401);
  });

  it('changes the name that others see, and counts it only when it is another', async () => {
    const { cookie } = await register(nameOf('name'));
    const api = createApi(chat.url, cookie);
    expect((await api.patch('/me', { displayName: 'New' })).body).toMatchObject({ displayName: 'New', version: 2 });
    expect((await api.patch('/me', { displayName: 'New' })).body).toMatchObject({ version: 2 });
  });
});

describe('signing in', () => {
  it('answers alike whether the name is unknown, impossible or the password wrong', async () => {
    const username = nameOf('known');
    await register(username);
    const answers = [
      await signIn(username, 'wrong password'),
      await signIn(nameOf('nobody')),
      await signIn('\u0000 \ud83d'),
    ];
    const told = answers.map(({ status, text }) => [status, text.replace(/"requestId":"[^"]+"/, '')]);
    expect(told[0]?.[0]).toBe(401);
    expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('takes a new token each time, and the one the browser came with is over', async () => {
    const username = nameOf('rotate');
    const first = (await register(username)).cookie;
    const second = (await signIn(username, password, createApi(chat.url, first))).cookie;
    expect(second).not.toBe(first);
    expect((await createApi(chat.url, first).get('/me')).status).toBe(401);
    expect((await createApi(chat.url, second).get('/me')).status).toBe(200);
    // A token that somebody else chose is never taken over.
    const chosen = `sid=${'A'.repeat(43)}`;
    expect((await signIn(username, password, createApi(chat.url, chosen))).cookie).not.toBe(chosen);
  });

  it('leaves nothing in the table that opens anything', async () => {
    const { cookie } = await register(nameOf('dump'));
    const token = cookie?.replace('sid=', '') ?? '';
    const stored = (await sessionsIn()).map(({ hash: one }) => one);
    expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
    for (const one of stored) {
      const asToken = Buffer.from(one, 'hex').toString('base64url');
      expect((await createApi(chat.url, `sid=${asToken}`).get('/me')).status).toBe(401);
    }
  });

  it('ends by idleness, by age and by signing out, whatever this machine thinks of the time', async () => {
    const session = async () => createApi(chat.url, (await register(nameOf('end'))).cookie);
    const [idle, aged, out] = [await session(), await session(), await session()];
    const age = async (api: typeof idle, sql: string) => {
      const { id } = (await api.get('/me')).body as { id: string };
      await chat.db.query(`UPDATE sessions SET ${sql} WHERE user_id = $id`, { id });
      return (await api.get('/me')).status;
    };
    expect(await age(idle, `seen_at = clock_timestamp() - interval '11 hours'`)).toBe(200);
    expect(await age(idle, `seen_at = clock_timestamp() - interval '12 hours'`)).toBe(401);
    expect(await age(aged, `expires_at = clock_timestamp()`)).toBe(401);
    const answer = await out.delete('/sessions/current');
    expect([answer.status, ...answer.headers.getSetCookie()]).toEqual([
      204,
      'sid=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'holder=; Max-Age=0; Path=/; SameSite=Lax',
    ]);
    expect((await out.get('/me')).status).toBe(401);
  });
});
