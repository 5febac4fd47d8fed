import { oneOf } from '../faults/fault.ts';
import { createWords } from '../load/load.ts';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

const messages = 60;

/** Much is written without a network; then it comes back, badly, and the device crashes while it sends. */
export const offlineQueue: Scenario = {
  name: 'F20',
  title: `${messages} messages written offline, then sent over a link that breaks by a device that crashes`,
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
    }
    device.link.set({ down: false, latency: 100, jitter: 100 });
    device.online(true);
    for (let second = 1; second <= seconds; second += 1) {
      await world.during(1, stop);
      if (random.chance(0.4)) device.link.reset();
      count('link cut');
      if (second % 2 === 0 && second <= 8) {
        await device.crash();
        count('device crashed');
      }
    }
    device.link.heal();
    world.touch();
  },
};
