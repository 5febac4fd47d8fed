import { type FaultCounts, startStorm } from '../faults/storm.ts';
import { createLoad } from '../load/load.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../scenarios/scenario.ts';
import type { World } from '../world/world.ts';
import { isMachineBusy } from './busy.ts';

interface StageOptions {
  readonly world: World;
  readonly random: Random;
  readonly seconds: number;
  readonly stop: AbortSignal;
  readonly say: (line: string) => void;
}

const calmBefore = 2;
const usualPause: readonly [number, number] = [200, 1_200];
// A machine that others use too may be late; a service that does not do it is later than that.
const leniency = 2;

/** The stage, and what is said on it while the scenario plays. */
export function createStage({ world, random, seconds, stop, say }: StageOptions): {
  readonly stage: Stage;
  readonly complaints: readonly string[];
  readonly measured: readonly string[];
} {
  const counts: FaultCounts = new Map();
  const complaints: string[] = [];
  const measured: string[] = [];
  let loads = 0;
  const { conversations, devices, touch } = world;
  const stage: Stage = {
    world,
    random,
    seconds,
    counts,
    stop,
    say,
    count(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      touch();
    },
    complain: (what) => void complaints.push(what),
    measure(what, value, { unit = 'ms', most } = {}) {
      const number = Math.round(value * 10) / 10;
      measured.push(`${what}: ${number} ${unit}${most === undefined ? '' : ` (at most ${most})`}`);
      if (most !== undefined && value > most * leniency && !isMachineBusy())
        complaints.push(`${what}: ${number} ${unit}, at most ${most}`);
    },
    load(perSecond = 15) {
      loads += 1;
      return createLoad({ random: random.fork(`load ${loads}`), devices, conversations, perSecond, touch });
    },
    async weather(length, lanes, { directed = [], pauseMs = usualPause, perSecond } = {}) {
      const load = stage.load(perSecond);
      load.start();
      const storm = startStorm({ world, random: random.fork('storm'), lanes, directed, pauseMs, counts });
      await world.during(Math.max(1, length - calmBefore), stop);
      await storm.stop();
      await world.during(calmBefore, stop);
      await load.stop();
      for (const { name } of directed) if (!counts.has(name)) stage.complain(`vacuous: no ${name}`);
    },
  };
  return { stage, complaints, measured };
}
