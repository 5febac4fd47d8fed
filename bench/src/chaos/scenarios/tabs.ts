import { oneOf, pause } from '../faults/fault.ts';
import { createWords } from '../load/load.ts';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

/**
 * Two tabs of one device on one disk, where the browser has no locks: both send. One of them has no network for a while,
 * again and again; what one person wrote, in whichever tab, keeps its order all the same.
 */
export const tabs: Scenario = {
  name: 'TABS',
  title: 'two tabs that both send, and one of them is cut again and again',
  seconds: 10,
  people: 3,
  devices: 3,
  groups: 2,
  async play({ world, random, seconds, stop, count }) {
    const first = nth(world.devices, 1);
    const second = await world.addTab(first, nth(world.citizens, 1));
    await second.start();
    const words = createWords(random.fork('tabs'));
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline && !stop.aborted) {
      const c = oneOf(random, world.conversations);
      const cut = oneOf(random, [first, second]);
      cut.link.set({ down: true });
      count('one tab cut');
      // One after another, as a person writes: at the same moment in two tabs there is no order to keep.
      for (let index = 0; index < 6; index += 1) {
        await oneOf(random, [first, second]).write(c, words());
        await pause(random.between(20, 150));
      }
      cut.link.heal();
      await pause(random.between(100, 500));
    }
    world.touch();
  },
};
