import { placeOfTiming } from '@parley/shared/models/telemetry.ts';
import { type Counted, noCounts, type Slot } from './counted.ts';

/** The last hour of this node, in memory: about a hundred kilobytes, whatever comes. */
export interface Series {
  answered(route: string, status: number, milliseconds: number): void;
  counted(): Counted;
}

/** Length of a slot, in milliseconds. */
export const stepMs = 10_000;
/** An hour of slots. */
export const kept = 360;
const halvedEvery = 1_800_000;
const send = 'messages.send';

/** `now` in milliseconds since 1970, `nodeId` of the node that counts. Durations of routes are of the last hour as well: old counts are halved every half hour. */
export function createSeries(now: () => number, nodeId: string): Series {
  const slots: Slot[] = [];
  const routes = new Map<string, number[]>();
  let halvedAt = now();

  function slotOf(): Slot {
    const step = Math.floor(now() / stepMs);
    const last = slots.at(-1);
    if (last && last.step >= step) return last;
    const slot = { step, requests: 0, errors: 0, refused: 0, sends: 0, counts: noCounts(), sendCounts: noCounts() };
    slots.push(slot);
    if (slots.length > kept) slots.shift();
    return slot;
  }

  /** As often as half an hour went by: for hours nobody may have asked. */
  function fade(): void {
    const times = Math.floor((now() - halvedAt) / halvedEvery);
    if (times < 1) return;
    halvedAt += times * halvedEvery;
    for (const [route, counts] of routes) {
      const halved = counts.map((count) => Math.floor(count / 2 ** times));
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
      if (route === send && status < 300) {
        slot.sends += 1;
        slot.sendCounts[place] = (slot.sendCounts[place] ?? 0) + 1;
      }
      slot.counts[place] = (slot.counts[place] ?? 0) + 1;
      const counts = routes.get(route) ?? noCounts();
      routes.set(route, counts);
      counts[place] = (counts[place] ?? 0) + 1;
    },

    counted() {
      fade();
      return { nodeId, slots: [...slots], routes: [...routes] };
    },
  };
}
