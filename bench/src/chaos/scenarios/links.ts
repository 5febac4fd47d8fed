import type { Fault } from '../faults/fault.ts';
import { linkFaults } from '../faults/link-faults.ts';
import { peopleFaults } from '../faults/people-faults.ts';
import { nth } from './by-hand.ts';
import type { Scenario, Stage } from './scenario.ts';

const day = 86_400_000;

/** People write while links are as `spoil` makes them, and are mended at the end. */
async function spoiled(
  { load, world, stop, count, seconds }: Stage,
  name: string,
  spoil: () => void,
  mend: () => void,
) {
  const writing = load();
  writing.start();
  spoil();
  count(name);
  await world.during(seconds, stop);
  await writing.stop();
  mend();
  world.touch();
}

const stormy: readonly Fault[] = peopleFaults.filter(({ name }) => name === 'all devices cut');

/** What happens between the parts. */
export const linkScenarios: readonly Scenario[] = [
  {
    name: 'F8',
    title: 'every kind of trouble on every kind of link',
    seconds: 60,
    play: ({ weather, seconds }) => weather(seconds, [linkFaults, linkFaults]),
  },
  {
    name: 'F9',
    title: 'one node loses its Redis, and the others keep it',
    seconds: 20,
    play: (stage) => {
      const { redis } = nth(stage.world.backends, 1);
      return spoiled(stage, 'Redis link down', () => redis.set({ down: true }), redis.heal);
    },
  },
  {
    name: 'F12',
    title: 'everything between devices and nodes 0 to 2 s late',
    seconds: 20,
    play: (stage) => {
      const links = stage.world.devices.map(({ link }) => link);
      const late = () => {
        for (const link of links) link.set({ latency: 1_000, jitter: 1_000 });
      };
      return spoiled(stage, 'all device links late', late, () => {
        for (const link of links) link.heal();
      });
    },
  },
  {
    name: 'F14',
    title: 'clocks of devices a day ahead and a day behind, and set in mid-run',
    seconds: 20,
    async play(stage) {
      const { devices } = stage.world;
      nth(devices, 0).clock.skew(day);
      nth(devices, 1).clock.skew(-day);
      await stage.weather(stage.seconds, [peopleFaults.filter(({ name }) => name === 'clock set')], {
        pauseMs: [300, 900],
      });
    },
  },
  {
    name: 'F15',
    title: 'devices that read 1 KB a second, among others that do not',
    seconds: 25,
    settleWithinMs: 40_000,
    play: (stage) => {
      const slow = stage.world.devices.slice(0, 2).map(({ link }) => link);
      const drip = () => {
        for (const link of slow) link.set({ rate: 1_024 });
      };
      return spoiled(stage, 'devices read slowly', drip, () => {
        for (const link of slow) link.heal();
      });
    },
  },
  {
    name: 'F17',
    title: 'reconnect storms: all devices cut at once',
    seconds: 25,
    play: ({ weather, seconds }) => weather(seconds, [stormy], { pauseMs: [1_000, 4_000] }),
  },
];
