import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLimits } from '../platform/limits.ts';
import { openDevice } from './device.fixture.ts';
import { eventually } from './eventually.fixture.ts';
import { socketsPerUser } from './handshake.ts';
import { openRealtime, type RealtimeFixture } from './realtime.fixture.ts';

let world: RealtimeFixture;
let ada: string;

beforeAll(async () => {
  world = await openRealtime();
  ada = await world.person('Ada');
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

describe('the handshake', () => {
  it('greets a session with the epoch, the time and whether Redis is away', async () => {
    const node = await world.node({ redisUrl: null });
    const device = await node.device((await world.signIn(ada)).cookie);
    const hello = await device.next('hello');
    expect(hello).toMatchObject({ epoch: await world.epoch(), degraded: false });
    expect(Math.abs(Date.parse(hello.serverTime) - Date.now())).toBeLessThan(5_000);
  });

  it('refuses whoever has no session, before there is a connection', async () => {
    const node = await world.node({ redisUrl: null });
    const { origin } = node;
    const made = `sid=${'A'.repeat(43)}`;
    for (const headers of [{ origin }, { origin, cookie: made }, { origin, cookie: 'sid=' }]) {
      await expect(openDevice(origin, headers)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
  });

  it('refuses a session that has ended', async () => {
    const node = await world.node({ redisUrl: null });
    const { cookie, sessionId } = await world.signIn(ada);
    await node.sessions.end({ userId: ada, sessionId });
    await expect(node.device(cookie)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
  });

  it('refuses whoever connects for one account with the cookie of another', async () => {
    const { origin } = await world.node({ redisUrl: null });
    const headers = { origin, cookie: (await world.signIn(ada)).cookie };
    await expect(openDevice(origin, headers, randomUUID())).rejects.toMatchObject({
      data: { code: 'ACCOUNT_CHANGED' },
    });
    const device = await openDevice(origin, headers, ada);
    expect(device.socket.connected).toBe(true);
    device.close();
  });

  it('refuses pages that are not ours, though they bear the cookie', async () => {
    const node = await world.node({ redisUrl: null });
    const { cookie } = await world.signIn(ada);
    const port = new URL(node.origin).port;
    const origins = ['https://evil.example', 'null', `${node.origin}.evil.example`, `http://127.0.0.2:${port}`, ''];
    for (const origin of origins) {
      await expect(openDevice(node.origin, { cookie, origin }), origin).rejects.toMatchObject({
        message: 'websocket error',
      });
    }
    await expect(openDevice(node.origin, { cookie })).rejects.toMatchObject({ message: 'websocket error' });
    expect((await node.device(cookie)).socket.connected).toBe(true);
  });

  it('has no polling, which would need no WebSocket to be forged', async () => {
    const node = await world.node({ redisUrl: null });
    const headers = { origin: node.origin, cookie: (await world.signIn(ada)).cookie };
    const answer = await fetch(`${node.origin}/socket.io/?EIO=4&transport=polling`, { headers });
    expect(answer.status).toBe(400);
  });

  it('holds so many sockets a person and no more, until one goes', async () => {
    const node = await world.node({ redisUrl: null });
    const { cookie } = await world.signIn(ada);
    const devices = await Promise.all(Array.from({ length: socketsPerUser }, () => node.device(cookie)));
    await expect(node.device(cookie)).rejects.toMatchObject({ data: { code: 'RATE_LIMITED' } });
    devices[0]?.close();
    await eventually(() =>
      node.device(cookie).then(
        () => true,
        () => false,
      ),
    ).toBe(true);
  });

  it('holds no more of them when all of them knock at once', async () => {
    const node = await world.node({ redisUrl: null });
    const { cookie } = await world.signIn(ada);
    const knocks = Array.from({ length: 3 * socketsPerUser }, () => node.device(cookie));
    const ends = await Promise.allSettled(knocks);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(ends.length - refused.length).toBe(socketsPerUser);
    for (const reason of refused) expect(reason).toMatchObject({ data: { code: 'RATE_LIMITED' } });
  });

  it('counts only failures against an address, and none of this machine itself', async () => {
    const peerOf = () => ({ address: '203.0.113.9', isLocal: false });
    const node = await world.node({ redisUrl: null, peerOf, limits: createLimits({ redis: null, scale: 1 }) });
    const { cookie } = await world.signIn(ada);
    const { origin } = node;
    for (let round = 0; round < 25; round++) (await node.device(cookie)).close();
    for (let round = 0; round < 20; round++) {
      await expect(openDevice(origin, { origin })).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
    await expect(openDevice(origin, { origin })).rejects.toMatchObject({ message: 'websocket error' });
    await expect(node.device(cookie)).rejects.toMatchObject({ message: 'websocket error' });

    const local = await world.node({ redisUrl: null });
    for (let round = 0; round < 25; round++) {
      await expect(openDevice(local.origin, { origin: local.origin })).rejects.toMatchObject({
        data: { code: 'UNAUTHENTICATED' },
      });
    }
  });

  it('gives back one failure a connection, however often it says that it connects', async () => {
    const peerOf = () => ({ address: '203.0.113.9', isLocal: false });
    const node = await world.node({ redisUrl: null, peerOf, limits: createLimits({ redis: null, scale: 1 }) });
    const { origin } = node;
    const [good, wrong] = [
      { origin, cookie: (await world.signIn(ada)).cookie },
      { origin, cookie: `sid=${'A'.repeat(43)}` },
    ];
    const device = await openDevice(origin, good, undefined, 15);
    for (let round = 0; round < 20; round++) {
      await expect(openDevice(origin, wrong)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
    await expect(openDevice(origin, wrong)).rejects.toMatchObject({ message: 'websocket error' });
    device.close();
  });

  it('closes a socket whose session ended between handshake and room', async () => {
    const node = await world.node({
      redisUrl: null,
      sessions: {
        admit: async () => ({ userId: ada, sessionId: '00000000-0000-4000-8000-000000000000' }),
        stillValid: async () => new Set<string>(),
        seen: async () => undefined,
      },
    });
    const device = await node.device('sid=any');
    await device.next('session.revoked', () => true, 1_000);
    await eventually(() => device.socket.connected, { timeout: 1_000 }).toBe(false);
  });

  it('takes no new socket while it drains, and tells each when to come back', async () => {
    const node = await world.node({ redisUrl: null, drainSpread: 400, random: () => 0.5 });
    const { cookie } = await world.signIn(ada);
    const [leaving, staying] = [await node.device(cookie), await node.device(cookie)];
    leaving.socket.once('server.draining', () => leaving.close());
    const drained = node.realtime.drain();
    expect(await staying.next('server.draining')).toEqual({ reconnectInMs: 200 });
    expect(node.realtime.ready()).toBe(false);
    await expect(node.device(cookie)).rejects.toMatchObject({ message: 'websocket error' });
    expect(staying.socket.connected).toBe(true);
    await drained;
    await eventually(() => staying.socket.connected).toBe(false);
  });

  it('sends nobody away for later than it stays itself: those would all be cut at once', async () => {
    const timings = { drainAtMost: 1_200 };
    const node = await world.node({ redisUrl: null, drainSpread: 60_000, random: () => 0.5, timings });
    const { cookie } = await world.signIn(ada);
    const device = await node.device(cookie);
    device.socket.once('server.draining', () => device.close());
    const drained = node.realtime.drain();
    expect(await device.next('server.draining')).toEqual({ reconnectInMs: 100 });
    await drained;
  });
});
