import * as z from 'zod/mini';
import type { Database, Tx } from '../../database/connection.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { JobHandler } from '../../platform/jobs/job.ts';
import type { Announcements, Committed } from '../announcements.ts';
import type { ParticipantsRepository } from '../conversations/participants.repository.ts';
import { systemEntry } from '../conversations/system-message.ts';
import type { Locked } from '../log/log.repository.ts';
import type { Log } from '../log/log.ts';
import type { ErasureRepository } from './erasure.repository.ts';

// A job of the version before names no files.
const Input = z.object({
  userId: z.uuid(),
  messages: z.enum(['keep', 'erase']),
  files: z._default(z.array(z.string()), []),
});
/** Messages a transaction: nobody's send waits long for it. */
const erasedAtOnce = 50;

/** What an erased account still is: a participant, words, and exports. He leaves his groups, his words go if he chose so, and his files. */
export function createEraseJob(deps: {
  readonly db: Database;
  readonly files: Pick<FileStore, 'remove'>;
  readonly log: Log;
  readonly participants: ParticipantsRepository;
  readonly erasure: ErasureRepository;
  readonly announcements: Pick<Announcements, 'committed'>;
}): JobHandler {
  const { db, files: store, log, participants, erasure, announcements } = deps;

  /** Does something under a conversation's lock and announces it; what is null changed nothing. */
  async function change(conversationId: string, work: (tx: Tx, locked: Locked) => Promise<Committed | null>) {
    const committed = await db.transaction(async (tx) => {
      const locked = await log.lock(tx, conversationId);
      return locked === null ? null : work(tx, locked);
    });
    if (committed !== null) announcements.committed(committed);
  }

  /** A group that has people keeps an owner: where he was the last one, somebody else becomes it. */
  const leave = (conversationId: string, userId: string) =>
    change(conversationId, async (tx, locked) => {
      const me = await participants.participationOf(conversationId, userId, tx);
      if (me === null || me.leftSeq !== null) return null;
      const isLast = me.role === 'owner' && !(await participants.hasOther(conversationId, userId, 'owner', tx));
      const heir = isLast ? await erasure.heir(conversationId, userId, tx) : null;
      const entries = [
        ...(heir === null ? [] : [systemEntry('role', userId, { type: 'role', userId: heir, role: 'owner' })]),
        systemEntry('left', userId, { type: 'left', userId }),
      ];
      const appended = await log.append(tx, locked, entries, { membershipChanged: true });
      if (heir !== null) {
        await participants.setRole(conversationId, heir, { role: 'owner', seq: appended.from + 1 }, tx);
      }
      await participants.leave(conversationId, userId, appended.upTo, tx);
      return log.committed(tx, appended);
    });

  /** A few of his messages; returns how far it came, null at the end. */
  async function eraseSome(conversationId: string, userId: string, after: number): Promise<number | null> {
    let reached: number | null = null;
    await change(conversationId, async (tx, locked) => {
      const written = await erasure.written(conversationId, userId, after, erasedAtOnce, tx);
      reached = written.at(-1)?.seq ?? null;
      if (written.length === 0) return null;
      const entries = written.map(({ id }) => ({ kind: 'delete', actorId: userId, messageId: id }) as const);
      const appended = await log.append(tx, locked, entries);
      const erased = written.map(({ id, seq }, index) => ({
        id,
        seq,
        rev: appended.from + index + 1,
        at: appended.at[index] ?? '',
      }));
      await erasure.erase(conversationId, erased, tx);
      return log.committed(tx, appended);
    });
    return reached;
  }

  return async ({ row, progress, rest }) => {
    const { userId, messages, files } = Input.parse(row.input);
    const involved = await erasure.involved(userId);
    for (const [index, { conversationId, kind, isIn }] of involved.entries()) {
      if (kind === 'group' && isIn) await leave(conversationId, userId);
      if (messages === 'erase') {
        for (let after: number | null = 0; after !== null; ) {
          after = await eraseSome(conversationId, userId, after);
          await progress(index, involved.length);
          await rest();
        }
      }
      await progress(index + 1, involved.length);
    }
    // Last: a disk that fails keeps none of the rest waiting.
    for (const file of files) await store.remove(file);
    return {};
  };
}
