import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import type { Directed } from './directed.ts';
import { type Fault, pause } from './fault.ts';

/** What was done so far, by name. */
export type FaultCounts = Map<string, number>;

/** Breaks things, one after another, until it is told to stop. */
export interface Storm {
  /** Resolves when everything is mended. */
  stop(): Promise<void>;
}

interface StormOptions {
  readonly world: World;
  readonly random: Random;
  /** Faults of one lane never overlap with each other. */
  readonly lanes: readonly (readonly Fault[])[];
  /** What must happen, each once at least, before anything else in the first lane. */
  readonly directed: readonly Directed[];
  readonly pauseMs: readonly [number, number];
  readonly counts: FaultCounts;
}

/** Each lane draws from a source of its own, so that one that was late does not change what the other does. */
export function startStorm({ world, random, lanes, directed, pauseMs, counts }: StormOptions): Storm {
  let isOn = true;
  const count = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    world.touch();
  };

  async function aim(chance: Random): Promise<void> {
    for (const { name, run } of directed) {
      let happened = false;
      while (isOn && !happened) happened = await run(world, chance);
      if (happened) count(name);
    }
  }

  async function lane(faults: readonly Fault[], chance: Random, first: boolean): Promise<void> {
    await pause(chance.between(...pauseMs));
    if (first) await aim(chance);
    while (isOn) {
      const fault = chance.weighted(faults.map((one) => [one.weight, one] as const));
      await fault.run(world, chance);
      count(fault.name);
      await pause(chance.between(...pauseMs));
    }
  }

  const running = lanes.map((faults, index) => lane(faults, random.fork(`lane ${index}`), index === 0));
  // Watched from the start: a fault that cannot be done ends the run, and not as an unhandled rejection.
  const all = Promise.all(running);
  all.catch(() => undefined);
  return {
    async stop() {
      isOn = false;
      await all;
      for (const { link } of world.devices) link.heal();
      world.touch();
    },
  };
}
