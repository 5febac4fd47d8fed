import type { Message } from '@parley/shared/models/message.ts';
import { contains, type Interval, rangeOf } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/** Where somebody reads: around a number, or (null) at the newest end; and whether stale ranges may be shown as well. */
export interface Place {
  readonly around: number | null;
  readonly offline: boolean;
}

/** What a screen shows of a timeline: one stretch without a gap. */
export interface Shown {
  readonly rows: readonly Message[];
  /** null: nothing is known around there; ask for a page. */
  readonly range: Interval | null;
  /** There is more above, or below, that has to be asked for. */
  readonly older: boolean;
  readonly newer: boolean;
  /** What of it may be out of date: shown with a mark. */
  readonly stale: readonly Interval[];
}

const nothing: Shown = { rows: [], range: null, older: false, newer: false, stale: [] };

/** The stretch of allowed ranges that holds a number and joins without a gap. */
function stretch(timeline: Timeline, { around, offline }: Place): Interval | null {
  const allowed = timeline.ranges.filter(({ live }) => live || offline);
  const first = rangeOf(allowed, around ?? timeline.cursor);
  if (!first) return null;
  let { from, upTo } = first;
  for (const range of allowed) if (range.from <= upTo && range.upTo > upTo) upTo = range.upTo;
  for (const range of allowed.toReversed()) if (range.upTo >= from && range.from < from) from = range.from;
  return { from, upTo };
}

/**
 * What to show: the known stretch around where somebody reads, and at the newest end my own messages that the record
 * has but no frame has brought yet.
 */
export function shown(timeline: Timeline, place: Place): Shown {
  const range = stretch(timeline, place);
  if (!range)
    return timeline.loose.length > 0 && place.around === null ? { ...nothing, rows: timeline.loose } : nothing;
  const isNewest = range.upTo >= timeline.cursor;
  const inside = timeline.rows.every(({ seq }) => contains(range, seq))
    ? timeline.rows
    : timeline.rows.filter(({ seq }) => contains(range, seq));
  return {
    rows: isNewest && timeline.loose.length > 0 ? [...inside, ...timeline.loose] : inside,
    range,
    older: range.from >= Math.max(1, timeline.visibleFromSeq),
    newer: !isNewest,
    stale: timeline.ranges.filter(({ live, from, upTo }) => !live && range.from <= from && upTo <= range.upTo),
  };
}
