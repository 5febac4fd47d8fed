import type { listAdvances, putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { createGather, restFor } from '../../platform/gather.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import { groupBy } from '../log/group-by.ts';
import { readAdvances } from './advances.repository.ts';
import type { Claim, ReceiptRepository, StateRead } from './receipt.repository.ts';

/** What a device says about one conversation over the socket, or by its cursor in a sync. */
interface DeliveredMark {
  readonly c: string;
  readonly seq: number;
  /** The membership the mark belongs to, where the device says so. */
  readonly joinedSeq?: number;
}

/** How far messages have come, said and asked. */
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

/** So many people's marks are written in one statement. */
const peopleAtOnce = 50;
/** Between two writes: where marks come, more are on their way. */
const aMomentMs = 40;

const keyOf = ({ userId, conversationId }: Pick<Claim, 'userId' | 'conversationId'>) => `${userId} ${conversationId}`;

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
  const announce = (epoch: string, { userId, conversationId, me }: StateRead): void => {
    const { deliveredSeq, readSeq } = me;
    announcements.marked({ epoch, conversationId, mark: { userId, deliveredSeq, readSeq }, me });
  };

  // Whoever says something while others' marks are written shares the next write: one statement, one commit.
  const raise = createGather(
    async (epoch, said: readonly (readonly Claim[])[]) => {
      const states = await receipts.raise(said.flat());
      for (const state of states) announce(epoch, state);
      const rose = groupBy(states, keyOf);
      return said.map((claims) => [...new Set(claims.map(keyOf))].flatMap((key) => rose.get(key) ?? []));
    },
    { most: peopleAtOnce, rest: restFor(aMomentMs) },
  );

  return {
    async put(actor, { conversationId, epoch: theirs, readSeq = 0, deliveredSeq = 0 }) {
      const epoch = await epochs.current();
      if (theirs !== epoch) throw new DomainError('EPOCH_CHANGED', { details: { epoch } });
      const { userId } = actor;
      const rose = await receipts.raise([{ userId, conversationId, readSeq, deliveredSeq }]);
      const [state] = await receipts.states(userId, [conversationId]);
      if (!state) throw new DomainError('NOT_FOUND');
      if (rose.length > 0) announce(epoch, state);
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
      return raise(epoch, claimsOf(userId, marks));
    },
  };
}

const claimsOf = (userId: string, marks: readonly DeliveredMark[]): Claim[] =>
  marks.map(({ c, seq, joinedSeq }) => {
    const claim = { userId, conversationId: c, deliveredSeq: seq, readSeq: 0 };
    return joinedSeq === undefined ? claim : { ...claim, joinedSeq };
  });
