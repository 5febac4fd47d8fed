import { timingBounds } from '@parley/shared/models/telemetry.ts';
import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));
/** How often something took how long, by `timingBounds`. */
const Counts = z.array(count).check(z.length(timingBounds.length + 1));

/** Ten seconds and what was answered in it, as a node tells it to the others. */
const Slot = z.object({
  /** Its place among all of them since 1970. */
  step: count,
  requests: count,
  errors: count,
  refused: count,
  sends: count,
  counts: Counts,
  /** Of sends alone: how long somebody waited until his message was on the record. */
  sendCounts: Counts,
});
export type Slot = z.infer<typeof Slot>;

/** What one node answered in the last hour; slots in which nothing came are left out. */
export const Counted = z.object({
  nodeId: z.string(),
  slots: z.array(Slot),
  routes: z.array(z.tuple([z.string(), Counts])),
});
export type Counted = z.infer<typeof Counted>;

/**
 * What nodes of this instance told and we understand. During an update one may speak otherwise, and counts for silent;
 * and a Redis may be shared with another instance, whose nodes hear the question too.
 */
export function understood(told: readonly unknown[], nodes: readonly string[]): Counted[] {
  return told.flatMap((one) => {
    const read = Counted.safeParse(one);
    return read.success && nodes.includes(read.data.nodeId) ? [read.data] : [];
  });
}

/** Nothing of anything. */
export const noCounts = (): number[] => Array.from({ length: timingBounds.length + 1 }, () => 0);

/** Place by place. */
export const added = (one: readonly number[], other: readonly number[]): number[] =>
  one.map((value, place) => value + (other[place] ?? 0));
