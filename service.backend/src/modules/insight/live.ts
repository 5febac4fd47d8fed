import { countedPercentile } from '@parley/shared/models/telemetry.ts';
import { added, type Counted, noCounts, type Slot } from './counted.ts';
import { kept, stepMs } from './series.ts';

/** Ten seconds of all that were counted together. */
export interface LivePoint {
  /** Seconds since 1970. */
  readonly at: number;
  readonly requests: number;
  readonly errors: number;
  readonly refused: number;
  readonly sends: number;
  /** Milliseconds; null where nothing was asked. */
  readonly p50: number | null;
  readonly p95: number | null;
  /** Of sends alone, until they were on the record. */
  readonly sendP50: number | null;
  readonly sendP95: number | null;
}

/** How often a route was asked in the last hour, and how long it took. */
export interface SlowRoute {
  readonly route: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
}

const slowestShown = 8;

/** The hour before `now`, ten seconds a point, all nodes added up: percentiles are of all their answers, not a mean of means. */
export function pointsOf(counted: readonly Counted[], now: number): LivePoint[] {
  const last = Math.floor(now / stepMs);
  const byStep = new Map<number, Slot>();
  for (const slot of counted.flatMap(({ slots }) => slots)) {
    const before = byStep.get(slot.step);
    byStep.set(slot.step, before ? sumOf(before, slot) : slot);
  }
  const first = Math.max(Math.min(last, ...byStep.keys()), last - kept + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const slot = byStep.get(first + index);
    const { requests = 0, errors = 0, refused = 0, sends = 0, counts = [], sendCounts = [] } = slot ?? {};
    const [p50, p95] = halfAndMost(counts);
    const [sendP50, sendP95] = halfAndMost(sendCounts);
    const at = ((first + index) * stepMs) / 1_000;
    return { at, requests, errors, refused, sends, p50, p95, sendP50, sendP95 };
  });
}

/** The routes of all nodes whose p95 is the longest, the longest first. */
export function slowestOf(counted: readonly Counted[]): SlowRoute[] {
  const byRoute = new Map<string, number[]>();
  for (const [route, counts] of counted.flatMap(({ routes }) => routes))
    byRoute.set(route, added(counts, byRoute.get(route) ?? noCounts()));
  return [...byRoute]
    .map(([route, counts]) => ({
      route,
      count: counts.reduce((sum, count) => sum + count, 0),
      p50: countedPercentile(counts, 0.5),
      p95: countedPercentile(counts, 0.95),
    }))
    .sort((one, other) => other.p95 - one.p95)
    .slice(0, slowestShown);
}

const halfAndMost = (counts: readonly number[]): [number, number] | [null, null] =>
  counts.some((count) => count > 0) ? [countedPercentile(counts, 0.5), countedPercentile(counts, 0.95)] : [null, null];

const sumOf = (one: Slot, other: Slot): Slot => ({
  step: one.step,
  requests: one.requests + other.requests,
  errors: one.errors + other.errors,
  refused: one.refused + other.refused,
  sends: one.sends + other.sends,
  counts: added(one.counts, other.counts),
  sendCounts: added(one.sendCounts, other.sendCounts),
});
