import { placeOfTiming } from '@parley/shared/models/telemetry.ts';
import { isReplay } from '../../platform/is-replay.ts';
import { added, type Counted, noCounts, type Slot } from './counted.ts';

/** The last hour of this node, in memory: about a hundred kilobytes, whatever comes. */
export interface Series {
  answered(route: string, status: number, milliseconds: number): void;
  counted(): Counted;
}

/** Length of a slot, in milliseconds. */
export const stepMs = 10_000;
/** An hour of slots. */
export const kept = 360;
const partMs = 600_000;
/** An hour of parts, the one under way among them. */
const keptParts = 6;
const send = 'messages.send';

/** Ten minutes of routes, and how long each took how often. */
interface Part {
  readonly step: number;
  readonly routes: Map<string, number[]>;
}

/** `now` in milliseconds since 1970, `nodeId` of the node that counts. Durations of routes are of the last hour as well, which ends by ten minutes. */
export function createSeries(now: () => number, nodeId: string): Series {
  const slots: Slot[] = [];
  const parts: Part[] = [];

  function slotOf(): Slot {
    const step = Math.floor(now() / stepMs);
    // A clock that was ahead and was put right: what it counted there would take in all that comes until then.
    while ((slots.at(-1)?.step ?? step) > step + 1) slots.pop();
    const last = slots.at(-1);
    if (last && last.step >= step) return last;
    const slot = { step, requests: 0, errors: 0, refused: 0, sends: 0, counts: noCounts(), sendCounts: noCounts() };
    slots.push(slot);
    if (slots.length > kept) slots.shift();
    return slot;
  }

  /** Lets go of what is no part of this hour: for hours nobody may have asked, and the clock may have been ahead. */
  function partNow(): Part {
    const step = Math.floor(now() / partMs);
    const ofThisHour = parts.filter((part) => part.step <= step && part.step > step - keptParts);
    parts.splice(0, parts.length, ...ofThisHour);
    const last = parts.at(-1);
    if (last?.step === step) return last;
    const part = { step, routes: new Map<string, number[]>() };
    parts.push(part);
    return part;
  }

  return {
    answered(route, status, milliseconds) {
      const slot = slotOf();
      const place = placeOfTiming(milliseconds);
      slot.requests += 1;
      if (status >= 500) slot.errors += 1;
      else if (status >= 400) slot.refused += 1;
      if (route === send && status < 300 && !isReplay(route, status)) {
        slot.sends += 1;
        slot.sendCounts[place] = (slot.sendCounts[place] ?? 0) + 1;
      }
      slot.counts[place] = (slot.counts[place] ?? 0) + 1;
      const { routes } = partNow();
      const counts = routes.get(route) ?? noCounts();
      routes.set(route, counts);
      counts[place] = (counts[place] ?? 0) + 1;
    },

    counted() {
      partNow();
      const routes = new Map<string, number[]>();
      for (const [route, counts] of parts.flatMap((part) => [...part.routes]))
        routes.set(route, added(counts, routes.get(route) ?? noCounts()));
      return { nodeId, slots: [...slots], routes: [...routes] };
    },
  };
}
