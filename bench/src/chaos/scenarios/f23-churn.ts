import { liveHeapMb } from '../world/memory.ts';
import { withHeapReport } from '../world/node-hooks.ts';
import type { World } from '../world/world.ts';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

const heaps = async ({ backends }: World): Promise<number[]> => {
  const found: number[] = [];
  for (const backend of backends) found.push(await liveHeapMb(backend));
  return found;
};

/** Coming and going without end: what a node remembers of each must not grow with it. */
export const churn: Scenario = {
  name: 'F23',
  title: 'people leave and come back without end: what is alive in memory stays',
  seconds: 30,
  people: 5,
  devices: 5,
  groups: 4,
  world: { program: withHeapReport },
  // Whoever is taken back many times a second asks for all that differs as often as his client's limiter lets him: the
  // last time may have to wait for its next minute.
  settleWithinMs: 75_000,
  async play({ world, seconds, stop, count, measure }) {
    const [owner, ...others] = world.citizens;
    const turn = async (index: number, until: number): Promise<void> => {
      const path = `/conversations/${nth(world.conversations, index)}/participants`;
      const { id } = nth(others, index);
      while (performance.now() < until && !stop.aborted) {
        await owner?.api.insist('DELETE', `${path}/${id}`);
        await owner?.api.insist('POST', path, { userIds: [id] });
        count('left and came back');
      }
    };
    const turns = (share: number) => {
      const until = performance.now() + seconds * share * 1_000;
      return Promise.all(others.map((_, index) => turn(index, until)));
    };
    // What is loaded and compiled once is no leak: it is there after the first third.
    await turns(1 / 3);
    const before = await heaps(world);
    await turns(2 / 3);
    const after = await heaps(world);
    world.touch();
    const grown = after.map((now, index) => (100 * (now - (before[index] ?? now))) / (before[index] ?? now));
    measure('alive in a node', Math.max(...before), { unit: 'MB' });
    measure('more of it after twice as much again', Math.max(...grown), { unit: '%', most: 5 });
  },
};
