import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { decodePacket } from './adapter.ts';
import { eventually } from './eventually.fixture.ts';
import { type KillableRedis, openKillableRedis } from './killable-redis.fixture.ts';
import { openRedis } from './redis.ts';

let redis: KillableRedis;
beforeAll(async () => {
  redis = await openKillableRedis();
});
afterAll(() => redis.kill());

const open = (url: string, probeEvery = 60_000) => {
  const told: boolean[] = [];
  const link = openRedis({
    url,
    probeEvery,
    logger: createLogger('silent'),
    onChange: (whole) => void told.push(whole),
  });
  return { link, told };
};

it('drops and counts what cannot be published, and never fails whoever publishes', async () => {
  const { link, told } = open(redis.url);
  await eventually(() => link.whole()).toBe(true);
  expect(link.losses()).toBe(0);
  expect(await link.publisher.publish('nobody', 'listens')).toBe(0);
  await redis.kill();
  await eventually(() => link.publishing()).toBe(false);
  const lost = link.losses();
  expect(lost).toBeGreaterThan(0);
  expect(await link.publisher.publish('nobody', 'listens')).toBe(0);
  expect(link.losses()).toBe(lost + 1);
  await redis.start();
  await eventually(() => link.whole(), { timeout: 5_000 }).toBe(true);
  expect(told).toEqual([true, false, true]);
  await link.close();
});

it('hears again what is published right after it says so', async () => {
  const { link } = open(redis.url);
  await link.subscriber.psubscribe('news*');
  let heard = 0;
  link.subscriber.on('pmessage', () => heard++);
  await eventually(() => link.whole()).toBe(true);
  await redis.kill();
  await eventually(() => link.whole()).toBe(false);
  await redis.start();
  await eventually(() => link.whole(), { timeout: 5_000, interval: 1 }).toBe(true);
  expect(await link.publisher.publish('news', 'x')).toBe(1);
  await eventually(() => heard).toBe(1);
  await link.close();
});

it('notices a peer that is silent without having left', async () => {
  const { link, told } = open(redis.url, 200);
  await eventually(() => link.whole()).toBe(true);
  redis.freeze();
  await eventually(() => link.whole(), { timeout: 3_000 }).toBe(false);
  redis.thaw();
  await eventually(() => link.whole(), { timeout: 5_000 }).toBe(true);
  expect(told).toEqual([true, false, true]);
  await link.close();
});

it('passes over what is no packet', () => {
  const read = (text: string) => decodePacket(Buffer.from(text));
  for (const text of ['', 'x', 'null', '[]', '["a"]', '["a",{}]', '["a",{},[]]', '["a",null,{}]', '{"length":3}']) {
    expect(read(text), text).toEqual([]);
  }
  expect(read('["a",{"nsp":"/"},{"rooms":[]}]')).toEqual(['a', { nsp: '/' }, { rooms: [] }]);
});

it('closes though nobody ever answered', async () => {
  const { link } = open('redis://127.0.0.1:1');
  void link.subscriber.psubscribe('never*');
  await link.close();
  expect(link.whole()).toBe(false);
});
