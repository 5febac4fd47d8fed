import { contains, rangeOf } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/** More than this are cut, and so many stay: a cut is for a while, not for the next message alone. */
export const held = { most: 1_000, kept: 400 } as const;

/**
 * Lets go of what is far above the newest end, for one who is not there: an hour's traffic takes no more memory than a
 * minute's. What is let go is asked for again like any older page. Not while pages are on their way, nor of what is stale.
 */
export function trimmed(timeline: Timeline): Timeline {
  const tail = rangeOf(timeline.ranges, timeline.cursor);
  const cut = timeline.rows.at(-held.kept - 1);
  if (timeline.rows.length <= held.most || !cut || !tail?.live || timeline.tickets.length > 0) return timeline;
  if (!contains(tail, cut.seq)) return timeline;
  return { ...timeline, ranges: [{ ...tail, from: cut.seq }], rows: timeline.rows.slice(-held.kept) };
}
