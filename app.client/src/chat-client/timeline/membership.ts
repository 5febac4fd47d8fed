import type { ChangeRange } from '@parley/shared/models/change.ts';
import type { Known, Reader, Step } from './known.ts';
import { noWants } from './known.ts';
import { kept } from './merge.ts';
import { emptyTimeline } from './timeline.ts';
import { uncounted } from './unread.ts';

/** How an answer's membership stands to the one that is known. A membership is named by its `joinedSeq`. */
export type Standing = 'current' | 'newer' | 'stale';

/** An answer that was read before I joined, or of an earlier membership of mine, is stale whenever it arrives. */
export function standing({ summary }: Known, answer: { readonly asOf: number; readonly joinedSeq: number }): Standing {
  const mine = summary.me.joinedSeq;
  if (answer.joinedSeq > mine) return 'newer';
  return answer.joinedSeq < mine || answer.asOf < mine ? 'stale' : 'current';
}

/** The newer membership of mine that a range tells of, if it does. */
export function newerJoining({ summary }: Known, { changes }: ChangeRange, { userId }: Reader): number | null {
  const joinings = changes.flatMap((change) =>
    change.kind === 'participant' && change.participant.user.id === userId ? [change.participant.joinedSeq] : [],
  );
  const newest = Math.max(0, ...joinings);
  return newest > summary.me.joinedSeq ? newest : null;
}

/** The `rowVersion` of a row of mine of which only the joining is known: any real one is later. */
export const unknownRow = 0;

/**
 * I was removed and am back, whether or not anybody told me of the removal: all that I held goes first. What I may see now
 * is not known yet, so nothing is shown until a fresh start (or, not held open, a new line for the list) tells.
 */
export function joinAnew<S extends Known>(state: S, joinedSeq: number): S {
  const me = {
    ...state.summary.me,
    joinedSeq,
    visibleFromSeq: joinedSeq,
    deliveredSeq: joinedSeq,
    readSeq: joinedSeq,
    unreadMarkSeq: null,
    rowVersion: unknownRow,
    unread: uncounted,
  };
  const ofNow = kept(state.timeline?.buffer ?? [], ({ upTo }) => upTo >= joinedSeq);
  return {
    ...state,
    summary: { ...state.summary, me, lastMessage: null, peer: null },
    participants: new Map(),
    timeline: state.timeline && { ...emptyTimeline(me), buffer: ofNow },
  };
}

/** My membership ended at `seq`: null, forget the conversation. Unless it is an earlier membership that ended, told late. */
export function membershipEnded<S extends Known>(
  state: S,
  ended: { readonly epoch: string; readonly seq: number },
  reader: Reader,
): Step<S | null> {
  if (ended.epoch !== reader.epoch) return { state, wants: { sync: true } };
  return { state: ended.seq < state.summary.me.joinedSeq ? state : null, wants: noWants };
}
