import { randomUUID } from 'node:crypto';
import { listSessions } from '@parley/shared/contract/own-account.routes.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../../realtime/device.fixture.ts';
import { type Api, type ApiAnswer, createApi } from '../../testing/api.ts';
import { startTestService, type TestPerson, type TestService, testPassword } from '../../testing/service.ts';

let chat: TestService;
let ada: TestPerson;
const devices: Device[] = [];

beforeAll(async () => {
  // The early second look at a new socket's session would hide whether it was told that it is over.
  chat = await startTestService({ parts: { realtimeTimings: { sessionsSoon: 60_000 } } });
});
beforeEach(async () => {
  ada = await chat.register('Ada');
});
afterAll(async () => {
  for (const device of devices) device.close();
  await chat.close();
});

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0';

/** Another browser of the same person. */
async function signIn({ me }: TestPerson, userAgent = firefox): Promise<{ api: Api; cookie: string }> {
  const body = JSON.stringify({ username: me.username, password: testPassword });
  const { cookie } = await chat.anonymous.send('POST', '/sessions', { headers: { 'user-agent': userAgent }, body });
  if (cookie === null) throw new Error('no session');
  return { api: createApi(chat.url, cookie), cookie };
}

async function connect({ cookie }: { cookie: string }): Promise<Device> {
  const device = await openDevice(chat.url, { cookie, origin: chat.url });
  devices.push(device);
  await device.next('hello');
  return device;
}

const sessionsOf = async (api: Api) => listSessions.responses[200].parse((await api.get('/sessions')).body).sessions;
const statusOf = async (api: Api) => (await api.get('/me')).status;
const idOf = async (api: Api) => (await sessionsOf(api)).find(({ isThis }) => isThis)?.id ?? '';
const seen = ({ status, text }: ApiAnswer) => [status, text.replace(/"requestId":"[^"]+"/, '')];

describe('where one is signed in', () => {
  it('is told to oneself alone: this one first, then as they were last used, each by a name one knows', async () => {
    const [older, newer] = [await signIn(ada, 'curl/8.14.1'), await signIn(ada)];
    await signIn(await chat.register('Bob'));
    await chat.db.query(`UPDATE sessions SET seen_at = seen_at - interval '2 hours' WHERE id = $id`, {
      id: await idOf(older.api),
    });
    const { body } = await ada.api.get('/sessions');
    expect(body).toEqual({
      sessions: [
        { isThis: true, device: 'node' },
        { isThis: false, device: 'Firefox on Linux' },
        { isThis: false, device: 'curl' },
      ].map((one) => ({ ...one, id: expect.any(String), createdAt: expect.any(String), seenAt: expect.any(String) })),
    });
    expect((await sessionsOf(newer.api)).map(({ isThis, device }) => [isThis, device])).toEqual([
      [true, 'Firefox on Linux'],
      [false, 'node'],
      [false, 'curl'],
    ]);
  });

  it('leaves out what is over by itself', async () => {
    const idle = await signIn(ada);
    await chat.db.query(`UPDATE sessions SET seen_at = seen_at - interval '12 hours' WHERE id = $id`, {
      id: await idOf(idle.api),
    });
    expect((await sessionsOf(ada.api)).map(({ isThis }) => isThis)).toEqual([true]);
  });
});

describe('ending one', () => {
  it('is felt by its requests at once and by its sockets within a second, and by no other', async () => {
    const [lost, kept] = [await signIn(ada), await signIn(ada)];
    const [theirs, mine] = [await connect(lost), await connect(ada)];
    const path = `/sessions/${await idOf(lost.api)}`;
    expect((await ada.api.delete(path)).status).toBe(204);
    expect([await statusOf(lost.api), await statusOf(kept.api), await statusOf(ada.api)]).toEqual([401, 200, 200]);
    await theirs.next('session.revoked', () => true, 1_000);
    await expect.poll(() => theirs.socket.connected, { timeout: 1_000 }).toBe(false);
    expect([mine.socket.connected, mine.all('session.revoked')]).toEqual([true, []]);
    expect(await sessionsOf(ada.api)).toHaveLength(2);
    expect((await ada.api.delete(path)).status).toBe(404);
  });

  it('lets nobody through who asks after it was answered, however many ask meanwhile', async () => {
    const lost = await signIn(ada);
    const id = await idOf(lost.api);
    let isAnswered = false;
    const late: number[] = [];
    const all: number[] = [];
    async function keepAsking() {
      for (let times = 0; times < 12; times += 1) {
        const isLate = isAnswered;
        const status = await statusOf(lost.api);
        all.push(status);
        if (isLate) late.push(status);
      }
    }
    const asking = Array.from({ length: 20 }, keepAsking);
    await expect.poll(() => all.length).toBeGreaterThan(20);
    expect((await ada.api.delete(`/sessions/${id}`)).status).toBe(204);
    isAnswered = true;
    await Promise.all(asking);
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late)).toEqual(new Set([401]));
    expect(new Set(all)).toEqual(new Set([200, 401]));
  });

  it('cannot be told from nothing when it is somebody else’s, and it goes on', async () => {
    const bob = await chat.register('Bob');
    const his = await bob.api.get('/sessions');
    const [theirs] = listSessions.responses[200].parse(his.body).sessions;
    const answers = [
      await ada.api.delete(`/sessions/${theirs?.id}`),
      await ada.api.delete(`/sessions/${randomUUID()}`),
    ];
    expect(answers[0]?.status).toBe(404);
    expect(answers.map(seen)).toEqual([seen(answers[0] as ApiAnswer), seen(answers[0] as ApiAnswer)]);
    expect(await statusOf(bob.api)).toBe(200);
  });

  it('is signing out when it is this one', async () => {
    const answer = await ada.api.delete(`/sessions/${await idOf(ada.api)}`);
    expect([answer.status, answer.headers.getSetCookie()[0]]).toEqual([204, expect.stringMatching(/^sid=; Max-Age=0/)]);
    expect(await statusOf(ada.api)).toBe(401);
  });
});

describe('ending all the others', () => {
  it('leaves the one that asks, its sockets and everybody else’s', async () => {
    const [first, second, bob] = [await signIn(ada), await signIn(ada), await chat.register('Bob')];
    const [theirs, mine] = [await connect(first), await connect(ada)];
    const answer = await ada.api.delete('/sessions/others');
    expect([answer.status, answer.body]).toEqual([200, { ended: 2 }]);
    expect([await statusOf(first.api), await statusOf(second.api)]).toEqual([401, 401]);
    expect([await statusOf(ada.api), await statusOf(bob.api)]).toEqual([200, 200]);
    await theirs.next('session.revoked', () => true, 1_000);
    await expect.poll(() => theirs.socket.connected, { timeout: 1_000 }).toBe(false);
    expect(mine.socket.connected).toBe(true);
    expect((await ada.api.delete('/sessions/others')).body).toEqual({ ended: 0 });
  });

  it('lets the one that came first end the other, which then ends nobody', async () => {
    const [other, third] = [await signIn(ada), await signIn(ada)];
    const ids = [await idOf(ada.api), await idOf(other.api), await idOf(third.api)];
    const asked: Promise<ApiAnswer>[] = [];
    await chat.db.transaction(async (tx) => {
      // Both are in the middle of it, held up by the third.
      await chat.db.query('SELECT FROM sessions WHERE id = $id FOR UPDATE', { id: ids[2] ?? '' }, tx);
      asked.push(ada.api.delete('/sessions/others'), other.api.delete('/sessions/others'));
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await expect.poll(async () => (await chat.db.query(waiting)).length, { timeout: 5_000 }).toBe(2);
    });
    expect((await Promise.all(asked)).map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect(await chat.db.query('SELECT id FROM sessions WHERE id = ANY($ids::uuid[])', { ids })).toHaveLength(1);
  });

  it('leaves exactly one when all of them ask at once', async () => {
    const all = [ada.api];
    // One after the other: so many tries at once would be taken for guessing.
    while (all.length < 8) all.push((await signIn(ada)).api);
    const answers = await Promise.all(all.map((api) => api.delete('/sessions/others')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
    const left = await Promise.all(all.map(statusOf));
    expect(left.filter((status) => status === 200)).toHaveLength(1);
    expect(answers.findIndex(({ status }) => status === 200)).toBe(left.indexOf(200));
  });
});
