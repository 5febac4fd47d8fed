import type { listAdvances, putReceipt } from '@parley/shared/contract/messages.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import { readAdvances } from './advances.repository.ts';
import type { Claim, ReceiptRepository, StateRead } from './receipt.repository.ts';

/** What a device says about one conversation over the socket, or by its cursor in a sync. */
export interface DeliveredMark {
  readonly c: string;
  readonly seq: number;
  /** The membership the mark belongs to, where the device says so. */
  readonly joinedSeq?: number;
}

export interface ReceiptService {
  put(
    actor: Actor,
    claim: { conversationId: string; epoch: string; readSeq?: number | undefined; deliveredSeq?: number | undefined },
  ): Promise<RouteOutput<typeof putReceipt>>;
  /** Since when the others have a message: for whoever may read it. */
  advances(
    actor: Actor,
    message: { conversationId: string; messageId: string },
  ): Promise<RouteOutput<typeof listAdvances>>;
  /** Many conversations in one statement; what is not mine is passed over. Answers the states that rose. */
  deliveredFrom(
    actor: Pick<Actor, 'userId'>,
    delivered: { readonly epoch: string; readonly marks: readonly DeliveredMark[] },
  ): Promise<readonly StateRead[]>;
}

/** Receipts: watermarks that only rise. Who asks needs no lock, and says it to the others after the write. */
export function createReceiptService({
  db,
  receipts,
  epochs,
  announcements,
}: {
  readonly db: Database;
  readonly receipts: ReceiptRepository;
  readonly epochs: Epochs;
  readonly announcements: Announcements;
}): ReceiptService {
  const announce = (userId: string, epoch: string, { conversationId, me }: StateRead): void => {
    const { deliveredSeq, readSeq } = me;
    announcements.marked({ epoch, conversationId, mark: { userId, deliveredSeq, readSeq }, me });
  };

  return {
    async put(actor, { conversationId, epoch: theirs, readSeq = 0, deliveredSeq = 0 }) {
      const epoch = await epochs.current();
      if (theirs !== epoch) throw new DomainError('EPOCH_CHANGED', { details: { epoch } });
      const rose = await receipts.raise(actor.userId, [{ conversationId, readSeq, deliveredSeq }]);
      const [state] = await receipts.states(actor.userId, [conversationId]);
      if (!state) throw new DomainError('NOT_FOUND');
      if (rose.length > 0) announce(actor.userId, epoch, state);
      const { joinedSeq, rowVersion, unreadMarkSeq, unread } = state.me;
      return {
        epoch,
        asOf: state.head,
        joinedSeq,
        readSeq: state.me.readSeq,
        deliveredSeq: state.me.deliveredSeq,
        unreadMarkSeq,
        rowVersion,
        unread,
      };
    },

    async advances(actor, message) {
      const epoch = await epochs.current();
      const found = await readAdvances(db, actor.userId, message);
      if (!found) throw new DomainError('NOT_FOUND');
      return { epoch, ...found };
    },

    async deliveredFrom({ userId }, { epoch: theirs, marks }) {
      const epoch = await epochs.current();
      if (theirs !== epoch || marks.length === 0) return [];
      const rose = await receipts.raise(userId, [...highest(marks).values()]);
      const states = await receipts.states(userId, rose);
      for (const state of states) announce(userId, epoch, state);
      return states;
    },
  };
}

/** One claim a conversation: an UPDATE that meets a row twice takes any one of the two. */
function highest(marks: readonly DeliveredMark[]): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const { c, seq, joinedSeq } of marks) {
    if ((claims.get(c)?.deliveredSeq ?? -1) >= seq) continue;
    const claim = { conversationId: c, deliveredSeq: seq, readSeq: 0 };
    claims.set(c, joinedSeq === undefined ? claim : { ...claim, joinedSeq });
  }
  return claims;
}
