import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDevice } from '../../realtime/device.fixture.ts';
import { type Api, type ApiAnswer, createApi } from '../../testing/api.ts';
import { codeIn } from '../../testing/conversations.ts';
import { createHalt } from '../../testing/halt.ts';
import { startTestService, type TestPerson, type TestService, testPassword } from '../../testing/service.ts';

const another = 'a window with a view';
let chat: TestService;
let ada: TestPerson;
// Where somebody looks at a password, and where he makes a hash: a test may hold him there.
let looked: () => Promise<void>;
let hashing: () => Promise<void>;
let isOutdated: boolean;

beforeAll(async () => {
  chat = await startTestService({
    env: { TRUST_PROXY: '1' },
    parts: {
      passwords: {
        async hash(plain) {
          await hashing();
          return `plain:${plain}`;
        },
        async verify(stored, plain) {
          const isRight = stored === `plain:${plain}`;
          await looked();
          return isRight;
        },
        isOutdated: () => isOutdated,
      },
      // The early second look at a new socket's session would hide whether it was told that it is over.
      realtimeTimings: { sessionsSoon: 60_000 },
    },
  });
});
beforeEach(async () => {
  looked = hashing = async () => undefined;
  isOutdated = false;
  ada = await chat.register('Ada');
});
afterAll(() => chat.close());

const change = (api: Api, password: string, newPassword: string) => api.put('/me/password', { password, newPassword });
const told = (answer: ApiAnswer) => [answer.status, codeIn(answer)];
const statusOf = async (api: Api) => (await api.get('/me')).status;
const signIn = (password: string, { me }: TestPerson = ada) =>
  chat.anonymous.post('/sessions', { username: me.username, password });
async function elsewhere(password = testPassword): Promise<{ api: Api; cookie: string }> {
  const { cookie } = await signIn(password);
  return { api: createApi(chat.url, cookie), cookie: cookie ?? '' };
}

describe('changing one’s password', () => {
  it('ends every other session at once, and leaves this one under a cookie that nobody else can have', async () => {
    const [other, bob] = [await elsewhere(), await chat.register('Bob')];
    const connect = async (cookie: string) => {
      const device = await openDevice(chat.url, { cookie, origin: chat.url });
      await device.next('hello');
      return device;
    };
    // A thief with a copy of her cookie has a socket like she has.
    const [hers, theirs, his] = [await connect(ada.cookie), await connect(other.cookie), await connect(bob.cookie)];

    const answer = await change(ada.api, testPassword, another);
    expect([answer.status, answer.body]).toEqual([200, { ended: 1 }]);
    expect(await statusOf(other.api)).toBe(401);
    expect(await statusOf(ada.api)).toBe(401);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^sid=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.cookie).not.toBe(ada.cookie);
    const goingOn = createApi(chat.url, answer.cookie);
    expect(await statusOf(goingOn)).toBe(200);
    expect((await goingOn.get('/sessions')).body).toMatchObject({ sessions: [{ isThis: true }] });

    for (const device of [hers, theirs]) {
      await device.next('session.revoked', () => true, 1_000);
      await expect.poll(() => device.socket.connected, { timeout: 1_000 }).toBe(false);
    }
    expect(his.socket.connected).toBe(true);
    his.close();
    (await connect(answer.cookie ?? '')).close();

    expect(told(await signIn(testPassword))).toEqual([401, 'WRONG_CREDENTIALS']);
    expect((await signIn(another)).status).toBe(201);
  });

  it('keeps the session’s age: it ends when it would have ended', async () => {
    const ends = () =>
      chat.db.query('SELECT created_at, expires_at FROM sessions WHERE user_id = $id', { id: ada.me.id });
    const before = await ends();
    await change(ada.api, testPassword, another);
    expect(await ends()).toEqual(before);
  });

  it('needs the present one: with a session alone nothing is changed and nobody is signed out', async () => {
    const other = await elsewhere();
    const answer = await change(ada.api, 'not what I chose', another);
    expect(told(answer)).toEqual([403, 'WRONG_PASSWORD']);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect([await statusOf(ada.api), await statusOf(other.api)]).toEqual([200, 200]);
    expect((await signIn(testPassword)).status).toBe(201);
  });

  it('counts wrong ones as tries to sign in, and only wrong ones', async () => {
    for (let times = 0; times < 7; times += 1) {
      const answer = await change(ada.api, times % 2 ? another : testPassword, times % 2 ? testPassword : another);
      ada = { ...ada, api: createApi(chat.url, answer.cookie) };
      expect(answer.status).toBe(200);
    }
    const tries = await Promise.all(Array.from({ length: 8 }, (_, at) => change(ada.api, `guess ${at}`, another)));
    expect(tries.map(({ status }) => status).toSorted()).toEqual([403, 403, 403, 403, 403, 429, 429, 429]);
    const limited = await change(ada.api, another, testPassword);
    expect(told(limited)).toEqual([429, 'RATE_LIMITED']);
    expect(Number(limited.headers.get('retry-after'))).toEqual(expect.closeTo(900, -1));
    expect((await signIn(another)).status).toBe(429);
    // Everything else goes on: who guesses is not who is kept from his conversations.
    expect((await ada.api.patch('/me', { displayName: 'Ada L.' })).status).toBe(200);
  });

  it.each(['Password1', '12345678', 'aaaaaaaaaaaa', 'her own name'])(
    'refuses %s, which anybody would guess, and changes nothing',
    async (weak) => {
      const newPassword = weak === 'her own name' ? ada.me.username.toUpperCase() : weak;
      expect(told(await change(ada.api, testPassword, newPassword))).toEqual([422, 'PASSWORD_GUESSABLE']);
      expect((await signIn(testPassword)).status).toBe(201);
    },
  );

  it.each(['short', 'x'.repeat(129)])('refuses %s for its length', async (wrong) => {
    expect(told(await change(ada.api, testPassword, wrong))).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('what happens at once with it', () => {
  it('is true for one of two who change it at once', async () => {
    const other = await elsewhere();
    const tries = await Promise.all([
      change(ada.api, testPassword, 'what Ada chose here'),
      change(ada.api, testPassword, 'what Ada chose there'),
      change(other.api, testPassword, 'what the other chose'),
    ]);
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status } of tries) expect([200, 401, 403]).toContain(status);
    const chosen = ['what Ada chose here', 'what Ada chose there', 'what the other chose'];
    const statuses = await Promise.all(chosen.map(async (password) => (await signIn(password)).status));
    expect(statuses).toEqual(tries.map(({ status }) => (status === 200 ? 201 : 401)));
  });

  it('opens no session to a sign-in with the old one that was looked at before', async () => {
    const held = createHalt();
    looked = held.pass;
    const slow = signIn(testPassword);
    await held.arrived;
    const { cookie, status } = await change(ada.api, testPassword, another);
    expect(status).toBe(200);
    held.letGo();
    expect(told(await slow)).toEqual([401, 'WRONG_CREDENTIALS']);
    expect((await createApi(chat.url, cookie).get('/sessions')).body).toMatchObject({ sessions: [{ isThis: true }] });
  });

  it('is not undone by a sign-in with the old one that renews an outdated hash of it', async () => {
    isOutdated = true;
    const held = createHalt();
    hashing = held.pass;
    const slow = signIn(testPassword);
    await held.arrived;
    expect((await change(ada.api, testPassword, another)).status).toBe(200);
    held.letGo();
    expect(told(await slow)).toEqual([401, 'WRONG_CREDENTIALS']);
    expect((await signIn(another)).status).toBe(201);
  });

  it('changes nothing for a session that was ended meanwhile', async () => {
    const other = await elsewhere();
    const held = createHalt();
    hashing = held.pass;
    const slow = change(ada.api, testPassword, another);
    await held.arrived;
    expect((await other.api.delete('/sessions/others')).body).toEqual({ ended: 1 });
    held.letGo();
    expect(told(await slow)).toEqual([401, 'UNAUTHENTICATED']);
    expect([(await signIn(testPassword)).status, (await signIn(another)).status]).toEqual([201, 401]);
    expect(await statusOf(other.api)).toBe(200);
  });
});
