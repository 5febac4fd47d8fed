import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import { type Fault, oneOf, pause } from './fault.ts';

const day = 86_400_000;

/** Somebody is removed by the owner, and is back after a while. */
async function removeAndReturn({ citizens, conversations }: World, random: Random): Promise<void> {
  const [owner, ...others] = citizens;
  if (owner === undefined) return;
  const c = oneOf(random, conversations);
  const { id } = oneOf(random, others);
  await owner.api.insist('DELETE', `/conversations/${c}/participants/${id}`);
  await pause(random.between(50, 3_000));
  await owner.api.insist('POST', `/conversations/${c}/participants`, { userIds: [id] });
}

/** What people and their machines do. */
export const peopleFaults: readonly Fault[] = [
  { name: 'somebody removed', weight: 3, run: removeAndReturn },
  {
    name: 'device crashed',
    weight: 2,
    async run({ devices }, random) {
      await oneOf(random, devices).crash();
    },
  },
  {
    name: 'device offline',
    weight: 2,
    async run({ devices }, random) {
      const device = oneOf(random, devices);
      device.link.set({ down: true });
      device.online(false);
      await pause(random.between(500, 5_000));
      device.link.heal();
      device.online(true);
    },
  },
  {
    name: 'clock set',
    weight: 1,
    async run({ devices }, random) {
      oneOf(random, devices).clock.skew(random.pick([-day, -3_600_000, 0, 7_200_000, day]) ?? 0);
    },
  },
  {
    name: 'all devices cut',
    weight: 1,
    async run({ devices }) {
      for (const { link } of devices) link.reset();
    },
  },
];

/** Somebody is removed while the nodes cannot speak to each other. */
export const removedWithoutRedis: Fault = {
  name: 'somebody removed, Redis away',
  weight: 2,
  async run(world, random) {
    await world.redis.kill();
    await removeAndReturn(world, random);
    await world.redis.restart();
  },
};
