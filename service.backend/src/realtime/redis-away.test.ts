import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from './device.fixture.ts';
import { eventually } from './eventually.fixture.ts';
import { type KillableRedis, openKillableRedis } from './killable-redis.fixture.ts';
import { type Node, openRealtime, type RealtimeFixture } from './realtime.fixture.ts';
import { commitText } from './record.fixture.ts';

let world: RealtimeFixture;
let redis: KillableRedis;
let ada: string;
let bob: string;
let conversation: string;

beforeAll(async () => {
  world = await openRealtime();
  redis = await openKillableRedis();
});
beforeEach(async () => {
  [ada, bob] = await Promise.all([world.person('Ada'), world.person('Bob')]);
  conversation = await world.conversation([ada, bob]);
});
afterEach(() => world.closeNodes());
afterAll(async () => {
  await redis.kill();
  await world.close();
});

const device = async (node: Node, userId: string) => node.device((await world.signIn(userId)).cookie);
const say = async (node: Node, content: string) => {
  const committed = await commitText(world, conversation, ada, content);
  node.realtime.announcements.committed(committed);
  return committed.upTo;
};
const twoNodes = async (timings = {}) => {
  // The early second look at a new socket's session is not what is asked about here.
  const options = { redisUrl: redis.url, timings: { sessionsSoon: 0, ...timings } };
  const nodes = [await world.node(options), await world.node(options)] as const;
  for (const node of nodes) await eventually(() => node.realtime.degraded()).toBe(false);
  return nodes;
};
const covered = (one: Device) => {
  const seen = one.all('event').flatMap(({ changes }) => changes.map(({ seq }) => seq));
  return [...new Set(seen)].sort((a, b) => a - b);
};

describe('while Redis is away', () => {
  it('lives through 22 seconds: local devices hear, all are told, and afterwards nothing is missing', async () => {
    const [north, south] = await twoNodes();
    const [hers, his] = [await device(north, ada), await device(south, bob)];
    await say(north, 'before');
    await his.next('event', ({ upTo }) => upTo === 2);

    const died = Date.now();
    await redis.kill();
    for (const one of [hers, his])
      expect(await one.next('degraded', ({ degraded }) => degraded)).toEqual({ degraded: true });
    expect(north.realtime.degraded()).toBe(true);
    const late = await device(south, bob);
    expect(await late.next('hello')).toMatchObject({ degraded: true });

    // Busy all the while: every publish is one that the defaults would have died of.
    let last = 0;
    const talk = async () => {
      last = await say(north, 'during');
      await hers.next('event', ({ upTo }) => upTo >= last);
      return Date.now() - died;
    };
    await eventually(talk, { timeout: 40_000, interval: 250 }).toBeGreaterThan(22_000);
    expect(covered(his)).toEqual([2]);

    await redis.start();
    for (const one of [hers, his]) await one.next('degraded', ({ degraded }) => !degraded);
    await his.next('event', ({ upTo }) => upTo === last, 5_000);
    const all = Array.from({ length: last - 1 }, (_, index) => index + 2);
    expect(covered(his)).toEqual(expect.arrayContaining(all));
    const next = await say(north, 'after');
    await his.next('event', ({ from, upTo }) => from === last && upTo === next);
  }, 60_000);

  it('announces afterwards what was said to one that took it and never passed it on', async () => {
    const [north, south] = await twoNodes({ redisProbeEvery: 1_000, sweepOlderThan: 0, sweepEvery: 60_000 });
    const [hers, his] = [await device(north, ada), await device(south, bob)];
    await say(north, 'before');
    await his.next('event', ({ upTo }) => upTo === 2);
    redis.freeze();
    const last = await say(north, 'into a connection that looks as if it were whole');
    await hers.next('event', ({ upTo }) => upTo === last);
    for (const one of [hers, his]) await one.next('degraded', ({ degraded }) => degraded);
    await redis.kill();
    await redis.start();
    for (const one of [hers, his]) await one.next('degraded', ({ degraded }) => !degraded);
    await his.next('event', ({ upTo }) => upTo === last);
  }, 30_000);

  it('gives a removed one nothing, though no notice of it can travel', async () => {
    const [north, south] = await twoNodes();
    const [hers, his] = [await device(north, ada), await device(south, bob)];
    const same = await device(north, bob);
    await say(north, 'warms the cache');
    await Promise.all([his, same].map((one) => one.next('event', ({ upTo }) => upTo === 2)));
    await redis.kill();
    await hers.next('degraded', ({ degraded }) => degraded);
    const left = await world.remove(conversation, bob);
    const last = await say(north, 'behind his back');
    await hers.next('event', ({ upTo }) => upTo === last);

    await redis.start();
    for (const one of [hers, his]) await one.next('degraded', ({ degraded }) => !degraded);
    const ended = await his.next('membership.ended', ({ seq }) => seq === left, 10_000);
    expect(ended.c).toBe(conversation);
    for (const one of [his, same]) expect(one.all('event').filter(({ upTo }) => upTo >= left)).toEqual([]);
  }, 30_000);

  it('closes an ended session here at once, and on the others within six seconds', async () => {
    const [north, south] = await twoNodes();
    const session = await world.signIn(ada);
    const [here, there] = [await north.device(session.cookie), await south.device(session.cookie)];
    await redis.kill();
    await there.next('degraded', ({ degraded }) => degraded);
    await north.sessions.end({ userId: ada, sessionId: session.sessionId });
    await here.next('session.revoked', () => true, 1_000);
    await eventually(() => here.socket.connected, { timeout: 1_000 }).toBe(false);
    await there.next('session.revoked', () => true, 6_000);
    await eventually(() => there.socket.connected).toBe(false);
    await redis.start();
  }, 30_000);

  it('starts without it, and ends without it', async () => {
    await redis.kill();
    const node = await world.node({ redisUrl: redis.url });
    const hers = await device(node, ada);
    const said = await say(node, 'alone');
    await hers.next('event', ({ upTo }) => upTo === said);
    await node.stop();
    await redis.start();
  });
});
