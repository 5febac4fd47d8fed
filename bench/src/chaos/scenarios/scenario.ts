import type { Directed } from '../faults/directed.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultCounts } from '../faults/storm.ts';
import type { Load } from '../load/load.ts';
import type { Random } from '../random.ts';
import type { Verdict } from '../run/verdict.ts';
import type { World } from '../world/world.ts';
import type { WorldOptions } from '../world/world-options.ts';

/** Where a scenario plays: the world with its people and their devices, all connected and still. */
export interface Stage {
  readonly world: World;
  readonly random: Random;
  readonly seconds: number;
  readonly counts: FaultCounts;
  /** Aborted when somebody asks us to end. */
  readonly stop: AbortSignal;
  say(line: string): void;
  /** Says that something was done. */
  count(name: string): void;
  /** Says that something is not as this scenario asks. */
  complain(what: string): void;
  /** Tells a number; where it has a bound, twice that fails. */
  measure(what: string, value: number, bound?: { readonly unit?: string; readonly most?: number }): void;
  load(perSecond?: number): Load;
  /** People write while these faults happen, for so many seconds; everything is mended at the end. */
  weather(
    seconds: number,
    lanes: readonly (readonly Fault[])[],
    options?: {
      readonly directed?: readonly Directed[];
      readonly pauseMs?: readonly [number, number];
      readonly perSecond?: number;
    },
  ): Promise<void>;
}

/** One way of breaking things, and what is special about it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** How long it breaks things, unless told otherwise. */
  readonly seconds: number;
  readonly people?: number;
  readonly devices?: number;
  readonly groups?: number;
  readonly world?: Partial<WorldOptions>;
  /** Longer than the usual 20 s after the last fault, where the scenario is about that. */
  readonly settleWithinMs?: number;
  play(stage: Stage): Promise<void>;
  /** What else the verdict must say. */
  judge?(verdict: Omit<Verdict, 'complaints'>): readonly string[];
}
