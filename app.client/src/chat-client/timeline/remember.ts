import type { Participant } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { settleLoose } from './apply-range.ts';
import type { Known, Reader, Step } from './known.ts';
import { noWants } from './known.ts';
import { mergePeople } from './marks.ts';
import { unknownRow } from './membership.ts';
import { isNews, merge, rowAt } from './merge.ts';
import { contains, outside, putOver, type Range } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/** What this device's disk has of one conversation's messages, and of which membership and life of the record it is. */
export interface SavedStretch {
  readonly epoch: string;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  readonly ranges: readonly Range[];
  readonly rows: readonly Message[];
  readonly participants: readonly Participant[];
  /** When all of this was last current, in milliseconds since 1970. */
  readonly at: number;
}

/** The disk may have been read before: what another tab has written since is later, whatever is known here. */
function isLater({ rows }: Timeline, message: Message): boolean {
  const known = rowAt(rows, message.seq);
  return known !== undefined && isNews(known, message);
}

/**
 * Puts what the disk has into a timeline held open, as stale ranges around what is known already: it can be read at once,
 * and nothing is ever taken for current because of it. What belongs to another membership or another life is left where it is.
 */
export function remember<S extends Known>(state: S, saved: SavedStretch, reader: Reader): Step<S> {
  const { timeline } = state;
  const isMine =
    timeline?.joinedSeq === saved.joinedSeq &&
    state.summary.me.rowVersion !== unknownRow &&
    timeline.visibleFromSeq >= saved.visibleFromSeq &&
    saved.epoch === reader.epoch;
  if (!isMine) return { state, wants: noWants };
  const news = saved.ranges
    .flatMap((range) => outside({ ...range, live: false }, timeline.ranges))
    // Above the cursor of a timeline that is current, only frames and syncs say what is there.
    .map((range) => (timeline.awaitsFresh ? range : { ...range, upTo: Math.min(range.upTo, timeline.cursor) }))
    .filter(({ from, upTo }) => from < upTo);
  const rows = saved.rows.filter(
    (row) =>
      row.seq >= timeline.visibleFromSeq && (isLater(timeline, row) || news.some((range) => contains(range, row.seq))),
  );
  if (news.length === 0 && rows.length === 0) return { state, wants: noWants };
  const ranges = news.reduce(putOver, timeline.ranges);
  const next = settleLoose({
    ...timeline,
    ranges,
    rows: merge(timeline.rows, rows),
    cursor: timeline.awaitsFresh ? Math.max(timeline.cursor, ranges.at(-1)?.upTo ?? 0) : timeline.cursor,
    savedAt: news.length > 0 ? saved.at : timeline.savedAt,
  });
  return {
    state: { ...state, timeline: next, participants: mergePeople(state.participants, saved.participants) },
    wants: noWants,
  };
}
