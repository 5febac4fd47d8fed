import type { Head, OpenHead } from '@parley/shared/contract/sync.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Standing } from './standing.repository.ts';

/** True when what a device holds is not what is; undefined stands for a conversation it does not know. */
export function differs(head: Head | undefined, standing: Standing): boolean {
  if (!head) return true;
  const { peer } = standing;
  return (
    head.joinedSeq !== standing.joinedSeq ||
    head.cursor !== standing.seq ||
    head.rowVersion !== standing.rowVersion ||
    head.peerSum !== (peer ? peer.deliveredSeq + peer.readSeq : 0) ||
    isNewlyDelivered(head, standing)
  );
}

/** A cursor is what has come to the device: more than was noted so far. */
export const isNewlyDelivered = (
  { cursor, joinedSeq }: Pick<Head, 'cursor' | 'joinedSeq'>,
  standing: Standing,
): boolean => joinedSeq === standing.joinedSeq && Math.min(cursor, standing.seq) > standing.deliveredSeq;

/** True when a cursor knows more than there is: numbers have gone back, and the device must start anew. */
export const isAhead = ({ cursor }: { readonly cursor: number | null }, standing: Standing | undefined): boolean =>
  standing !== undefined && cursor !== null && cursor > standing.seq;

/** How an open conversation goes on: by the changes after its cursor, or from the start. */
type Continuation =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'changes'; readonly from: number; readonly upTo: number };

/** A cursor of an earlier membership, or below the cut of the log, cannot be continued. */
export function continuationOf({ cursor, joinedSeq }: OpenHead, standing: Standing): Continuation {
  const belongs = joinedSeq === standing.joinedSeq && cursor !== null && cursor >= standing.joinedSeq;
  if (!belongs || cursor < standing.logFloor) return { kind: 'fresh' };
  return { kind: 'changes', from: cursor, upTo: Math.min(standing.seq, cursor + limits.changesPage) };
}
