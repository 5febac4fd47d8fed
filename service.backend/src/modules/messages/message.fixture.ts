import { randomUUID } from 'node:crypto';
import type { Change } from '@parley/shared/models/change.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { createEpochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { createFingerprint } from '../../platform/fingerprint.ts';
import type { Announcements, Committed } from '../announcements.ts';
import { createLog } from '../log/log.ts';
import { createReceiptRepository } from '../receipts/receipt.repository.ts';
import { createReceiptService } from '../receipts/receipt.service.ts';
import { createUnreadRepository } from '../receipts/unread.repository.ts';
import { createUnreadService } from '../receipts/unread.service.ts';
import { createMessageRepository, type MessageRepository } from './message.repository.ts';
import { createMessageService } from './message.service.ts';

type Marked = Parameters<Announcements['marked']>[0];
type ChangedMine = Parameters<Announcements['changedMine']>[0];

/** One node's messages and receipts over a database, with an ear for what it announces. */
export function openNode(db: Database, change: (messages: MessageRepository) => MessageRepository = (same) => same) {
  const epochs = createEpochs(db, Date.now);
  const committed: Committed[] = [];
  const marked: Marked[] = [];
  const changedMine: ChangedMine[] = [];
  const announcements: Announcements = {
    committed: (one) => void committed.push(one),
    marked: (one) => void marked.push(one),
    changedMine: (one) => void changedMine.push(one),
    userChanged: () => undefined,
    sessionsEnded: () => undefined,
  };
  const receipts = createReceiptRepository(db);
  const service = createMessageService({
    db,
    epochs,
    log: createLog(db, epochs),
    messages: change(createMessageRepository(db, createStems())),
    receipts,
    announcements,
    fingerprint: createFingerprint('a key of the tests'),
  });
  const tokens = { taken: 0, left: Number.POSITIVE_INFINITY };
  const token = {
    async take() {
      if (tokens.taken >= tokens.left) throw new DomainError('RATE_LIMITED', { retryAfterMs: 1_000 });
      tokens.taken++;
    },
    giveBack: async () => void tokens.taken--,
  };
  return {
    ...service,
    receipts: createReceiptService({ db, receipts, epochs, announcements }),
    unread: createUnreadService({ unread: createUnreadRepository(db), receipts, epochs, announcements }),
    epoch: () => epochs.current(),
    committed,
    marked,
    changedMine,
    tokens,
    /** Sends as that person; a new id unless one is given. */
    say: (userId: string, conversationId: string, content: string, id: string = randomUUID()) =>
      service.send(actor(userId), { conversationId, id, content, token }),
  };
}

export type Node = ReturnType<typeof openNode>;

/** Somebody with a session. */
export const actor = (userId: string) => ({ userId, sessionId: 'a session' });

/** The contents that changes bear. */
export const contentsOf = (changes: readonly Change[]): (string | null)[] =>
  changes.flatMap((change) =>
    change.kind === 'message' && change.message.kind === 'text' ? [change.message.content] : [],
  );

/** Holds the row of a conversation as another node would, until `release`; `inside` runs in the holding transaction. */
export async function holdRow(db: Database, conversationId: string) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let inside: (work: (tx: Tx) => Promise<unknown>) => Promise<unknown> = () => Promise.resolve();
  const held = new Promise<void>((resolve, reject) => {
    db.transaction(async (tx) => {
      await db.query('SELECT FROM conversations WHERE id = $id FOR NO KEY UPDATE', { id: conversationId }, tx);
      inside = (work) => work(tx);
      resolve();
      await released;
    }).then(() => finished(), reject);
  });
  let finished: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    finished = resolve;
  });
  await held;
  return {
    inside: (work: (tx: Tx) => Promise<unknown>) => inside(work),
    async release() {
      release();
      await over;
    },
  };
}

/** Waits until so many statements of this database wait for a lock. */
export async function waitingForLocks(db: Database, count: number): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((row?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
