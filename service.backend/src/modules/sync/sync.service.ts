import { limits } from '@parley/shared/limits.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Gather } from '../../platform/gather.ts';
import type { Actor } from '../actor.ts';
import type { StateRead } from '../receipts/receipt.repository.ts';
import type { ReceiptService } from '../receipts/receipt.service.ts';
import { isNewlyDelivered } from './compare.ts';
import type { Compared, Comparison, SyncAsked } from './comparison.ts';
import type { SyncAnswer, SyncRequest } from './slice.ts';

interface Deps {
  /** Of what a device holds: rests between two goes, so that more may share the next. */
  readonly compare: Gather<SyncAsked, Comparison>;
  /** For a device that holds nothing yet: a page waits for this one, and it reads more the more share it. It does not rest. */
  readonly compareWhole: Gather<SyncAsked, Comparison>;
  readonly receipts: Pick<ReceiptService, 'deliveredFrom'>;
  readonly now: () => number;
}

/** In a storm so many comparisons run at once, each for all who came meanwhile. */
const lanes = ['one', 'other'] as const;

/** A device that was here before has little to read, and may share; who starts anew reads so much that he goes alone. */
const headsToShare = 100;

/** Compares what a device holds with what is. In a storm those who come together are compared together. */
export function createSync({ compare, compareWhole, receipts, now }: Deps) {
  let turn = 0;

  function laneOf({ heads, open, ask }: SyncRequest): string {
    turn += 1;
    const isLight = heads.length + ask.length <= headsToShare && open.every(({ cursor }) => cursor !== null);
    return isLight ? (lanes[turn % lanes.length] ?? lanes[0]) : `alone ${turn}`;
  }

  /** `room`: about how many bytes the answer may have. */
  return async (actor: Actor, request: SyncRequest, room: number = limits.syncAnswerBytes): Promise<SyncAnswer> => {
    const holdsNothing = request.heads.length + request.open.length === 0;
    const asked = { userId: actor.userId, request, room };
    const compared = await (holdsNothing ? compareWhole : compare)(laneOf(request), asked);
    if ('ahead' in compared) throw new DomainError('EPOCH_CHANGED', { details: { epoch: compared.epoch } });
    const { byId, epoch, conversations, gone, coveredUpTo } = compared;
    // A write of its own: a snapshot for reading cannot, and an answer that was read must not fail over it.
    const marks = deliveredMarks(request, byId);
    const raised = await receipts.deliveredFrom(actor, { epoch, marks }).catch((): StateRead[] => []);
    const states = new Map(raised.map(({ conversationId, me }) => [conversationId, me]));
    return {
      epoch,
      serverTime: new Date(now()).toISOString(),
      conversations: conversations.map(({ summary, open }) => {
        const me = states.get(summary.conversation.id);
        return { summary: me ? { ...summary, me } : summary, open };
      }),
      gone,
      coveredUpTo,
    };
  };
}

/** The cursors in a sync are what has come to the device. */
const deliveredMarks = ({ heads, open }: SyncRequest, byId: Compared['byId']) =>
  [...heads, ...open].flatMap(({ c, cursor, joinedSeq }) => {
    const standing = byId.get(c);
    if (!standing || cursor === null || !isNewlyDelivered({ cursor, joinedSeq }, standing)) return [];
    return [{ c, seq: cursor, joinedSeq }];
  });
