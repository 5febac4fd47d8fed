import type { ChangeRange } from '@parley/shared/models/change.ts';
import type { MyState } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Range } from './ranges.ts';

/**
 * What a device holds of one conversation's messages under one membership. Immutable; a function of this folder that
 * finds nothing new returns the very same object.
 */
export interface Timeline {
  /** Names the membership; what belongs to an earlier one has no place here. */
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  /** True until a fresh start comes: at first, and when the log no longer tells how it went on. Frames wait meanwhile. */
  readonly awaitsFresh: boolean;
  /** Everything the log named up to here is applied. Moved by frames, changes and syncs alone. */
  readonly cursor: number;
  /** Where the last fresh start began: a page read before it may miss changes that nobody will tell again. */
  readonly freshAt: number;
  /** What is known of the log's numbers: sorted, apart from each other. One live range reaches the cursor. */
  readonly ranges: readonly Range[];
  /** The messages in `ranges`, by `seq`. */
  readonly rows: readonly Message[];
  /** My own messages that were answered before a frame brought them: above the cursor, by `seq`. */
  readonly loose: readonly Message[];
  /** While pages are asked for: the newest version of messages outside `ranges`, to be merged into those pages. */
  readonly touched: readonly Message[];
  /** The pages that are being asked for. */
  readonly tickets: readonly number[];
  /** When the stale ranges that came from this device's disk were last current; null where none did. */
  readonly savedAt: number | null;
  /** Frames above a hole, in the order of their numbers; at most `limits.frameBuffer`. */
  readonly buffer: readonly ChangeRange[];
}

/** A timeline that is held open and waits for its fresh start. */
export const emptyTimeline = ({
  joinedSeq,
  visibleFromSeq,
}: Pick<MyState, 'joinedSeq' | 'visibleFromSeq'>): Timeline => ({
  joinedSeq,
  visibleFromSeq,
  awaitsFresh: true,
  cursor: 0,
  freshAt: 0,
  ranges: [],
  rows: [],
  loose: [],
  touched: [],
  tickets: [],
  savedAt: null,
  buffer: [],
});
