import * as z from 'zod/mini';
import { speedLimits } from '../speed.ts';

/** What a device may tell of: nothing that is not on this list. All calls are one. */
export const timingNames = [...(Object.keys(speedLimits) as (keyof typeof speedLimits)[]), 'message.read'] as const;
/** A name of that list. */
export type TimingName = (typeof timingNames)[number];

/** The name under which something measured is told; null where it is not. */
export function timingNameOf(name: string): TimingName | null {
  if (name.startsWith('api.')) return 'api';
  return timingNames.find((known) => known === name) ?? null;
}

/** Upper bounds of the counts, in milliseconds; a last count is for what took longer. */
export const timingBounds = [5, 10, 20, 50, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000] as const;

/** A year: what waits longer is told as that. */
export const longestOutboxAgeMs = 31_536_000_000;

const few = z.int().check(z.gte(0), z.lte(10_000));

/** How often something took how long since the last time it was told. */
const Timing = z.strictObject({
  name: z.enum(timingNames as unknown as [TimingName, ...TimingName[]]),
  failures: few,
  counts: z.array(few).check(z.length(timingBounds.length + 1)),
});

/** What a device tells whose person agreed to it: names of a closed list, and numbers. */
export const Telemetry = z.strictObject({
  /** How long the oldest unsent message has waited; 0 where none does. */
  outboxAgeMs: z.int().check(z.gte(0), z.lte(longestOutboxAgeMs)),
  timings: z.array(Timing).check(z.maxLength(timingNames.length)),
});
export type Telemetry = z.infer<typeof Telemetry>;

/**
 * A duration that about this part of the counted ones does not exceed: between the bounds of the count in which it lies,
 * as if the durations there were spread evenly. What is beyond the last bound counts as that.
 */
export function countedPercentile(counts: readonly number[], part: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [place, count] of counts.entries()) {
    if (count > 0 && before + count >= all * part) {
      const low = timingBounds[place - 1] ?? 0;
      const high = timingBounds[place] ?? low;
      return low + ((high - low) * (all * part - before)) / count;
    }
    before += count;
  }
  return 0;
}

/** Where a duration is counted. */
export function placeOfTiming(milliseconds: number): number {
  const place = timingBounds.findIndex((bound) => milliseconds <= bound);
  return place < 0 ? timingBounds.length : place;
}
