import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Known } from '../timeline/known.ts';
import { merge } from '../timeline/merge.ts';
import { putOver, rangeOf } from '../timeline/ranges.ts';
import type { SavedStretch } from '../timeline/remember.ts';

interface Kept {
  readonly summary: ConversationSummary;
  readonly stretch: SavedStretch | null;
}

/** What a device has written down of what it read: it may be older than what it knew when it went. */
export interface Disk {
  readonly epoch: string | null;
  readonly conversations: ReadonlyMap<string, Kept>;
}

/** Nothing was ever read here. */
export const emptyDisk: Disk = { epoch: null, conversations: new Map() };

function stretchOf(epoch: string, before: SavedStretch | null, { timeline, participants }: Known): SavedStretch | null {
  if (!timeline || timeline.awaitsFresh) return before;
  const { joinedSeq, visibleFromSeq } = timeline;
  const isSame = before?.joinedSeq === joinedSeq && before.visibleFromSeq === visibleFromSeq;
  const live = timeline.ranges.filter((range) => range.live);
  const rows = timeline.rows.filter(({ seq }) => rangeOf(live, seq));
  return {
    epoch,
    joinedSeq,
    visibleFromSeq,
    ranges: live.reduce(putOver, isSame ? before.ranges : []),
    rows: merge(isSame ? before.rows : [], rows),
    participants: [...participants.values()],
    at: 1,
  };
}

/** The disk after writing down what is known; what is known from the disk alone is there already. */
export function saved(disk: Disk, epoch: string, known: ReadonlyMap<string, Known>): Disk {
  const before = disk.epoch === epoch ? disk.conversations : emptyDisk.conversations;
  const entries = [...known].flatMap(([c, state]): [string, Kept][] => {
    const old = before.get(c);
    if (state.savedAt !== null) return old ? [[c, old]] : [];
    return [[c, { summary: state.summary, stretch: stretchOf(epoch, old?.stretch ?? null, state) }]];
  });
  return { epoch, conversations: new Map(entries) };
}

/** A conversation as it stands in the list before the server has told anything. */
export const recalled = (summary: ConversationSummary): Known => ({
  summary,
  participants: new Map(),
  timeline: null,
  savedAt: 1,
});
