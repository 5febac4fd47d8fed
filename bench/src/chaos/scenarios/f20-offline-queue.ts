import { oneOf } from '../faults/fault.ts';
import { createWords } from '../load/load.ts';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

const messages = 60;

/** Much is written without a network, the device crashes again and again, and then it comes back over a bad link. */
export const offlineQueue: Scenario = {
  name: 'F20',
  title: `${messages} messages written offline, with crashes, then sent over a link that breaks`,
  seconds: 10,
  people: 4,
  devices: 4,
  groups: 3,
  settleWithinMs: 60_000,
  async play({ world, random, seconds, stop, count }) {
    const device = nth(world.devices, 1);
    const words = createWords(random.fork('offline'));
    device.link.set({ down: true });
    device.online(false);
    count('device offline');
    for (let index = 1; index <= messages; index += 1) {
      await device.write(oneOf(random, world.conversations), words());
      if (index % 12 === 0) {
        await device.crash();
        count('device crashed');
      }
    }
    device.link.heal();
    device.online(true);
    for (let second = 0; second < seconds; second += 1) {
      if (random.chance(0.4)) device.link.reset();
      device.link.set({ latency: 200, jitter: 200 });
      await world.during(1, stop);
      count('link cut');
    }
    device.link.heal();
    world.touch();
  },
};
