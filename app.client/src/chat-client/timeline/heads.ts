import type { Head, OpenHead } from '@parley/shared/contract/sync.routes.ts';
import type { DigestEntry } from '@parley/shared/digest.ts';
import type { Known } from './known.ts';

/** Up to where this device has everything: the line and, where it is held open, the timeline. What is from the disk vouches for nothing. */
export function cursorOf({ summary, timeline, savedAt }: Known): number {
  if (savedAt !== null) return 0;
  if (!timeline) return summary.head;
  return timeline.awaitsFresh ? 0 : Math.min(summary.head, timeline.cursor);
}

/** What a sync is told about this conversation. */
export function headOf(state: Known): Head {
  const { conversation, me, peer } = state.summary;
  return {
    c: conversation.id,
    cursor: cursorOf(state),
    joinedSeq: me.joinedSeq,
    rowVersion: me.rowVersion,
    peerSum: peer ? peer.deliveredSeq + peer.readSeq : 0,
  };
}

/** What a sync is told about a timeline held open; null where there is none. */
export function openHeadOf({ summary, timeline }: Known): OpenHead | null {
  if (!timeline) return null;
  const cursor = timeline.awaitsFresh ? null : timeline.cursor;
  return { c: summary.conversation.id, cursor, joinedSeq: timeline.joinedSeq };
}

/** This conversation's part of the digest: confirmed values only. */
export function digestEntryOf(state: Known): DigestEntry {
  const { conversation, me, peer } = state.summary;
  return {
    id: conversation.id,
    seq: cursorOf(state),
    readSeq: me.readSeq,
    deliveredSeq: me.deliveredSeq,
    rowVersion: me.rowVersion,
    peer:
      conversation.kind === 'direct' ? { deliveredSeq: peer?.deliveredSeq ?? 0, readSeq: peer?.readSeq ?? 0 } : null,
  };
}

/** The sum of the present ones' marks: they only rise, so equal sums of the same people are equal marks. */
export function receiptsOf({ participants }: Known): number {
  let sum = 0;
  for (const { leftSeq, deliveredSeq, readSeq } of participants.values()) {
    if (leftSeq === null) sum += deliveredSeq + readSeq;
  }
  return sum;
}
