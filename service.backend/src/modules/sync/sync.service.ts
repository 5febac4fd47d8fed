import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { StateRead } from '../receipts/receipt.repository.ts';
import type { ReceiptService } from '../receipts/receipt.service.ts';
import { isAhead, isNewlyDelivered } from './compare.ts';
import type { OpenStates } from './open-states.ts';
import { fill, isWithin, type SyncAnswer, type SyncRequest, sliceOf } from './slice.ts';
import type { Standing, StandingRepository } from './standing.repository.ts';

interface Deps {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly standings: StandingRepository;
  readonly openStates: OpenStates;
  readonly summaries: { byIds(userId: string, ids: readonly string[], tx: Tx): Promise<ConversationSummary[]> };
  readonly receipts: Pick<ReceiptService, 'deliveredFrom'>;
  readonly now: () => number;
}

type Standings = ReadonlyMap<string, Standing>;

/** Compares what a device holds with what is, in one snapshot and a constant number of statements. */
export function createSync({ db, epochs, standings, openStates, summaries, receipts, now }: Deps) {
  async function compare(tx: Tx, userId: string, request: SyncRequest) {
    const epoch = await epochs.current(tx);
    const { heads, open, ask, after, upTo } = request;
    const named = [...open.map(({ c }) => c), ...ask];
    const mine = await standings.standings(userId, { after, upTo, named }, tx);
    const byId = new Map(mine.map((standing) => [standing.conversationId, standing]));
    const ahead = [...heads, ...open].some((held) => isAhead(held, byId.get(held.c)));
    if (ahead || (request.epoch !== null && request.epoch !== epoch)) {
      throw new DomainError('EPOCH_CHANGED', { details: { epoch } });
    }

    const slice = sliceOf(request, mine);
    const lines = await summaries.byIds(userId, [...slice.named, ...slice.lines], tx);
    const states = await openStates(tx, userId, epoch, open, byId);
    const filled = fill(slice, new Map(lines.map((line) => [line.conversation.id, line])), states);
    return { epoch, byId, ...filled, gone: await goneOf(tx, userId, request, byId, filled.coveredUpTo) };
  }

  /** What the device holds or asks for and is not its user's (any more). Where no end is known, it ended where it began. */
  async function goneOf(
    tx: Tx,
    userId: string,
    { heads, open, ask, after, upTo }: SyncRequest,
    byId: Standings,
    coveredUpTo: string | null,
  ): Promise<SyncAnswer['gone']> {
    const covered = heads.filter(({ c }) => isWithin(c, { after, upTo: coveredUpTo ?? upTo }));
    const begun = new Map<string, number>();
    for (const c of ask) if (!byId.has(c)) begun.set(c, 0);
    for (const { c, joinedSeq } of [...open, ...covered]) if (!byId.has(c)) begun.set(c, joinedSeq);
    const departures = await standings.departures(userId, [...begun.keys()], tx);
    return [...begun].map(([c, joinedSeq]) => ({ c, seq: departures.get(c) ?? joinedSeq }));
  }

  return async (actor: Actor, request: SyncRequest): Promise<SyncAnswer> => {
    const { byId, epoch, conversations, ...rest } = await db.transaction((tx) => compare(tx, actor.userId, request), {
      snapshot: true,
    });
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
      ...rest,
    };
  };
}

/** The cursors in a sync are what has come to the device. */
const deliveredMarks = ({ heads, open }: SyncRequest, byId: Standings) =>
  [...heads, ...open].flatMap(({ c, cursor, joinedSeq }) => {
    const standing = byId.get(c);
    if (!standing || cursor === null || !isNewlyDelivered({ cursor, joinedSeq }, standing)) return [];
    return [{ c, seq: cursor, joinedSeq }];
  });
