import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../testing/api.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';

let chat: TestService;
let ada: TestPerson;
beforeAll(async () => {
  chat = await startTestService({ env: { TRUST_PROXY: '1' } });
  ada = await chat.register('Ada');
});
afterAll(() => chat.close());

const right = 'correct horse battery staple';
const from = (address: string | null, username: string, password: string) =>
  createApi(chat.url, null).send('POST', '/sessions', {
    headers: { 'x-forwarded-for': address },
    body: JSON.stringify({ username, password }),
  });
// Eight at once, however many: what is tested is the counting, not how much the machine bears.
async function statuses(tries: readonly (() => Promise<{ status: number }>)[]): Promise<number[]> {
  const all: number[] = [];
  for (let begin = 0; begin < tries.length; begin += 8) {
    const batch = await Promise.all(tries.slice(begin, begin + 8).map((attempt) => attempt()));
    all.push(...batch.map(({ status }) => status));
  }
  return all;
}
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => () => make(index));
const count = (all: readonly number[], status: number) => all.filter((one) => one === status).length;

describe('guessing', () => {
  it('ends after five tries at one account from one place, also when all come at once', async () => {
    const { username } = ada.me;
    const all = await statuses(times(12, (index) => from('198.51.100.1', username, `guess ${index}`)));
    expect([count(all, 401), count(all, 429)]).toEqual([5, 7]);
    const limited = await from('198.51.100.1', username, right);
    expect([limited.status, Number(limited.headers.get('retry-after'))]).toEqual([429, expect.closeTo(900, -1)]);
    expect((await from('198.51.100.2', username, right)).status).toBe(201);
  });

  it('ends after twenty tries at one account from everywhere', async () => {
    const { username } = (await chat.register('Bob')).me;
    const all = await statuses(times(30, (index) => from(`203.0.113.${index}`, username, 'guess')));
    expect([count(all, 401), count(all, 429)]).toEqual([20, 10]);
  });

  it('never locks out who signs in where he signed in before', async () => {
    const { username } = (await chat.register('Dan')).me;
    const before = await from('198.51.100.3', username, right);
    const device =
      before.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0] ?? '')
        .find((cookie) => cookie.startsWith('known=')) ?? '';
    await statuses(times(30, (index) => from(`203.0.113.${index}`, username, 'guess')));
    expect((await from('198.51.100.3', username, right)).status).toBe(429);
    const body = JSON.stringify({ username, password: right });
    const there = (cookie: string) => createApi(chat.url, cookie).send('POST', '/sessions', { body });
    expect((await there(device)).status).toBe(201);
    // Another account's, or one that was made up, opens no door. (Not the last character: some of its bits mean nothing.)
    const stranger =
      (await from('198.51.100.3', ada.me.username, right)).headers.getSetCookie().at(-1)?.split(';')[0] ?? '';
    const at = device.length - 2;
    const forged = device.slice(0, at) + (device[at] === 'A' ? 'B' : 'A') + device.slice(at + 1);
    expect([(await there(stranger)).status, (await there(forged)).status]).toEqual([429, 429]);
  });

  it('ends after a hundred tries from one place, however many accounts', async () => {
    const spray = (address: string) =>
      statuses(times(110, (index) => from(address, `nobody-${index}-${randomUUID().slice(0, 8)}`, 'guess')));
    expect(count(await spray('2001:db8:1:2::1'), 429)).toBe(10);
    // The same customer's next address.
    expect((await from('2001:db8:1:2:ffff::2', 'somebody', 'guess')).status).toBe(429);
    expect((await from('2001:db8:1:3::1', 'somebody', 'guess')).status).toBe(401);
  });

  it('is not what somebody does who knows the password', async () => {
    const { username } = (await chat.register('Cy')).me;
    const all = await statuses(times(30, () => from('198.51.100.9', username, right)));
    expect(count(all, 201)).toBeGreaterThan(0);
    expect((await from('198.51.100.9', username, right)).status).toBe(201);
    for (let index = 0; index < 25; index++) expect((await from('198.51.100.9', username, right)).status).toBe(201);
  });
});

describe('making accounts', () => {
  const register = (address: string | null, url = chat.url) => {
    const username = `many-${randomUUID().slice(0, 8)}`;
    const body = { username, displayName: 'Many', email: 'many@example.org', password: right };
    const headers = { 'x-forwarded-for': address };
    return createApi(url, null).send('POST', '/accounts', { headers, body: JSON.stringify(body) });
  };

  it('ends at thirty an hour from one place, but not on this machine itself', async () => {
    expect(count(await statuses(times(35, () => register('198.51.100.77'))), 201)).toBe(30);
    expect(count(await statuses(times(35, () => register(null))), 201)).toBe(35);
  });

  it('ends where this instance says, however wide its other limits are, and its API tells so', async () => {
    const open = await startTestService({ env: { TRUST_PROXY: '1', SIGN_UPS_AN_HOUR: '40' } });
    const document = open.anonymous.get('/openapi.json');
    const all = await statuses(times(45, () => register('198.51.100.77', open.url))).finally(() => open.close());
    expect([count(all, 201), count(all, 429)]).toEqual([40, 5]);
    expect((await document).body).toMatchObject({
      paths: {
        '/accounts': { post: { description: 'Limit `register`: 40 in 3600 s from one address.' } },
        '/me': { get: { description: 'Limit `read`: 600000 in 60 s.' } },
      },
    });
  });
});
