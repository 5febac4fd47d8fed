import type { Lab } from '../lab/lab.ts';
import type { Line } from '../measure/line.ts';

/** How thorough a run is: how often anchor and subject take turns, and for how long each. */
export interface Measure {
  readonly rounds: number;
  readonly ms: number;
  /** Says where the time of a page's main thread went, where there is one. */
  readonly profile: boolean;
  /** Of a bench in parts only those whose name holds this; null: all of them. */
  readonly part: string | null;
}

/** One bench: measures the limit and what is held against it, in turns, and tells lines. */
export type Bench = (lab: Lab, measure: Measure) => Promise<readonly Line[]>;
