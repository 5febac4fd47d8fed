import type { Link } from '../net/proxy.ts';
import type { Toxics } from '../net/toxics.ts';
import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import { type Fault, oneOf, pause } from './fault.ts';

/** Which links there are, by what they lie between. */
const linkKinds: Readonly<Record<string, (world: World) => readonly Link[]>> = {
  'device link': ({ devices }) => devices.map(({ link }) => link),
  'Postgres link': ({ backends }) => backends.map(({ postgres }) => postgres),
  'Redis link': ({ backends }) => backends.map(({ redis }) => redis),
};

/** What can be wrong with a link, by name. */
const poisons: Readonly<Record<string, (random: Random) => Partial<Toxics>>> = {
  late: () => ({ latency: 300, jitter: 300 }),
  slow: () => ({ rate: 65_536 }),
  sliced: () => ({ slice: 1 }),
  held: () => ({ blackhole: true }),
  down: () => ({ down: true }),
  'cut short': (random) => ({ limitBytes: random.between(2_000, 60_000) }),
};

const weightOf: Readonly<Record<string, number>> = { 'device link': 1.2, 'Postgres link': 0.5, 'Redis link': 0.5 };

/** Every poison on every kind of link, and a sudden end of what is connected. */
export const linkFaults: readonly Fault[] = Object.entries(linkKinds).flatMap(([kind, linksOf]) => [
  ...Object.entries(poisons).map(
    ([poison, toxicsOf]): Fault => ({
      name: `${kind} ${poison}`,
      weight: weightOf[kind] ?? 1,
      async run(world, random) {
        const link = oneOf(random, linksOf(world));
        link.set(toxicsOf(random));
        await pause(random.between(800, 4_000));
        link.heal();
      },
    }),
  ),
  {
    name: `${kind} reset`,
    weight: weightOf[kind] ?? 1,
    async run(world, random) {
      oneOf(random, linksOf(world)).reset();
    },
  },
]);
