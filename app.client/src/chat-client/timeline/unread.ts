import { limits } from '@parley/shared/limits.ts';
import type { ChangeRange } from '@parley/shared/models/change.ts';
import { type MyState, type Unread, unreadAfter } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Reader } from './known.ts';
import { merge } from './merge.ts';
import { rangeOf } from './ranges.ts';
import type { Timeline } from './timeline.ts';

type MyView = Pick<MyState, 'readSeq' | 'unreadMarkSeq' | 'visibleFromSeq'>;

/** What of others, visible and after what I have read or from my mark, could count: all but whether it is deleted. */
const concernsMe = (message: Message, me: MyView, { userId }: Reader): boolean =>
  message.kind === 'text' &&
  message.senderId !== userId &&
  message.seq > unreadAfter(me) &&
  message.seq >= me.visibleFromSeq;

/** What is unread as of nothing: true wherever I stand, and behind every head, so that it is asked for. */
export const uncounted: Unread = { count: 0, atSeq: 0 };

const capped = (count: number): number => Math.min(count, limits.unreadCounted);

/**
 * Counts on from the server's exact number with what the log named since. Where that cannot be told (a hole, or a deletion of
 * something that may have been counted) the number stays what it was, exact as of its `atSeq`, and must be asked anew.
 */
export function countOn(me: MyState, range: ChangeRange, reader: Reader): Unread {
  const { atSeq, count } = me.unread;
  if (range.upTo <= atSeq || range.from > atSeq) return me.unread;
  const named = range.changes.flatMap((change) =>
    change.kind === 'message' && change.message.rev > atSeq && concernsMe(change.message, me, reader)
      ? [change.message]
      : [],
  );
  const messages = merge([], named);
  if (messages.some(({ seq, deletedAt }) => seq <= atSeq && deletedAt !== null)) return me.unread;
  const fresh = messages.filter(({ seq, deletedAt }) => seq > atSeq && deletedAt === null);
  return { count: capped(count + fresh.length), atSeq: range.upTo };
}

/** The exact number where the timeline holds everything that could count, else null. */
export function countHeld(timeline: Timeline, me: MyView, reader: Reader): Unread | null {
  const tail = rangeOf(timeline.ranges, timeline.cursor);
  if (timeline.awaitsFresh || !tail?.live) return null;
  if (tail.from > Math.max(unreadAfter(me), me.visibleFromSeq - 1)) return null;
  const counted = timeline.rows.filter(
    (row) => row.seq <= timeline.cursor && row.deletedAt === null && concernsMe(row, me, reader),
  );
  return { count: capped(counted.length), atSeq: timeline.cursor };
}
