import type { Head, OpenHead } from '@parley/shared/contract/sync.routes.ts';
import type { DigestEntry } from '@parley/shared/digest.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Database } from '../../database/connection.ts';
import { createEpochs } from '../../database/epoch.ts';
import { createSummaryRepository } from '../conversations/summary.repository.ts';
import { createLog } from '../log/log.ts';
import { actor, openNode } from '../messages/message.fixture.ts';
import type { SyncAnswer, SyncRequest } from './slice.ts';
import { createSyncing } from './syncing.ts';

/** One node with all that a sync needs, and an eye on how many statements it takes. */
export function openSyncing(db: Database) {
  const node = openNode(db);
  const epochs = createEpochs(db, Date.now);
  const counted = { statements: 0 };
  const countingDb: Database = {
    ...db,
    query: (...asked) => {
      counted.statements++;
      return db.query(...asked);
    },
  };
  const { sync, heads } = createSyncing({
    db: countingDb,
    epochs,
    log: createLog(countingDb, epochs),
    summaries: createSummaryRepository(countingDb),
    receipts: node.receipts,
    now: Date.now,
  });
  const nothing: SyncRequest = { epoch: null, after: null, upTo: null, heads: [], open: [], ask: [] };
  const ask = (userId: string, request: Partial<SyncRequest> = {}, room?: number) =>
    sync(actor(userId), { ...nothing, ...request }, room);
  return {
    node,
    counted,
    sync: ask,
    /** What a device holds that has just synced. */
    async held(userId: string) {
      const { epoch, conversations } = await ask(userId);
      const summaries = conversations.map(({ summary }) => summary);
      return { epoch, summaries, heads: summaries.map(headOf) };
    },
    heads: async (userId: string, digest: string, open: { c: string; receipts: number }[] = [], epoch?: string) =>
      heads(actor(userId), { epoch: epoch ?? (await epochs.current()), digest, open }),
  };
}

/** What a device holds after it has taken in a line of a sync. */
export const headOf = ({ conversation, head, me, peer }: ConversationSummary): Head => ({
  c: conversation.id,
  cursor: head,
  joinedSeq: me.joinedSeq,
  rowVersion: me.rowVersion,
  peerSum: peer ? peer.deliveredSeq + peer.readSeq : 0,
});

/** The same as a line of the digest. */
export const digestEntryOf = ({ conversation, head, me, peer }: ConversationSummary): DigestEntry => ({
  id: conversation.id,
  seq: head,
  readSeq: me.readSeq,
  deliveredSeq: me.deliveredSeq,
  rowVersion: me.rowVersion,
  peer,
});

/** An open conversation at a cursor. */
export const openAt = (c: string, cursor: number | null, joinedSeq = 1): OpenHead => ({ c, cursor, joinedSeq });

/** The ids of the lines of an answer. */
export const idsOf = ({ conversations }: SyncAnswer): string[] =>
  conversations.map(({ summary }) => summary.conversation.id);
