import { readFileSync } from 'node:fs';
import { nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

const growsAtMostMb = 120;

const residentMb = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
};

/** Coming and going without end: what a node remembers of each must not grow with it. */
export const churn: Scenario = {
  name: 'F23',
  title: 'people leave and come back without end: memory stays',
  seconds: 20,
  people: 4,
  devices: 4,
  groups: 1,
  async play({ world, seconds, stop, count, complain }) {
    const [owner, ...others] = world.citizens;
    const c = nth(world.conversations, 0);
    const before = world.backends.map(({ pid }) => residentMb(pid()));
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline && !stop.aborted) {
      for (const { id } of others) {
        await owner?.api.insist('DELETE', `/conversations/${c}/participants/${id}`);
        await owner?.api.insist('POST', `/conversations/${c}/participants`, { userIds: [id] });
        count('left and came back');
      }
    }
    world.backends.forEach(({ name, pid }, index) => {
      const grown = residentMb(pid()) - (before[index] ?? 0);
      if (grown > growsAtMostMb) complain(`${name} grew by ${Math.round(grown)} MB`);
    });
  },
};
