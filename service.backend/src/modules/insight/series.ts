import { placeOfTiming, timingBounds } from '@parley/shared/models/telemetry.ts';

/** Ten seconds of this node. */
export interface LivePoint {
  readonly at: number;
  readonly requests: number;
  readonly errors: number;
  readonly refused: number;
  readonly sends: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** The last hour of this node, in memory: about a hundred kilobytes, whatever comes. */
export interface Series {
  answered(route: string, status: number, milliseconds: number): void;
  points(): LivePoint[];
  slowest(): { route: string; count: number; p50: number; p95: number }[];
}

const stepMs = 10_000;
const kept = 360;
const slowestShown = 8;
const send = 'messages.send';

interface Slot {
  readonly step: number;
  requests: number;
  errors: number;
  refused: number;
  sends: number;
  readonly counts: number[];
}

const noCounts = (): number[] => Array.from({ length: timingBounds.length + 1 }, () => 0);

/** The middle of the count in which this part of them ends: good to a plot. */
function percentile(counts: readonly number[], part: number): number {
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

/** `now` in milliseconds since 1970. Durations of routes are of the last hour as well: old counts are halved every half hour. */
export function createSeries(now: () => number): Series {
  const slots: Slot[] = [];
  const routes = new Map<string, number[]>();
  let halvedAt = now();

  function slotOf(): Slot {
    const step = Math.floor(now() / stepMs);
    const last = slots.at(-1);
    if (last && last.step >= step) return last;
    const slot = { step, requests: 0, errors: 0, refused: 0, sends: 0, counts: noCounts() };
    slots.push(slot);
    if (slots.length > kept) slots.shift();
    return slot;
  }

  function fade(): void {
    if (now() - halvedAt < 1_800_000) return;
    halvedAt = now();
    for (const [route, counts] of routes) {
      const halved = counts.map((count) => Math.floor(count / 2));
      if (halved.some((count) => count > 0)) routes.set(route, halved);
      else routes.delete(route);
    }
  }

  return {
    answered(route, status, milliseconds) {
      fade();
      const slot = slotOf();
      const place = placeOfTiming(milliseconds);
      slot.requests += 1;
      if (status >= 500) slot.errors += 1;
      else if (status >= 400) slot.refused += 1;
      if (route === send && status < 300) slot.sends += 1;
      slot.counts[place] = (slot.counts[place] ?? 0) + 1;
      const counts = routes.get(route) ?? noCounts();
      routes.set(route, counts);
      counts[place] = (counts[place] ?? 0) + 1;
    },

    points() {
      const last = Math.floor(now() / stepMs);
      const byStep = new Map(slots.map((slot) => [slot.step, slot]));
      const first = Math.max(slots[0]?.step ?? last, last - kept + 1);
      return Array.from({ length: last - first + 1 }, (_, index) => {
        const slot = byStep.get(first + index);
        const { requests = 0, errors = 0, refused = 0, sends = 0, counts = [] } = slot ?? {};
        const [p50, p95] = slot ? [percentile(counts, 0.5), percentile(counts, 0.95)] : [null, null];
        return { at: ((first + index) * stepMs) / 1_000, requests, errors, refused, sends, p50, p95 };
      });
    },

    slowest: () =>
      [...routes]
        .map(([route, counts]) => ({
          route,
          count: counts.reduce((sum, count) => sum + count, 0),
          p50: percentile(counts, 0.5),
          p95: percentile(counts, 0.95),
        }))
        .sort((one, other) => other.p95 - one.p95)
        .slice(0, slowestShown),
  };
}
