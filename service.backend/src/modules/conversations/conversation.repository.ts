import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';

/** What makes a conversation. `directKey` is null in a group. */
export interface NewConversation {
  readonly id: string;
  readonly kind: 'direct' | 'group';
  readonly title: string | null;
  readonly directKey: string | null;
  readonly createdBy: string;
  readonly requestMac: Buffer;
}

/** Both ids in order: one key a pair, whoever begins. */
export const directKeyOf = (one: string, other: string): string => [one, other].toSorted().join(':');

/** The rows of conversations, before they have a log. */
export function createConversationRepository(db: Database) {
  return {
    /** False when the id or the pair has one already; waits for whoever is making it in this moment. */
    async insert(conversation: NewConversation, tx: Tx): Promise<boolean> {
      const rows = await db.query(
        `INSERT INTO conversations (id, kind, title, direct_key, created_by, request_mac)
         VALUES ($id, $kind, $title::text, $directKey::text, $createdBy, $requestMac)
         ON CONFLICT DO NOTHING RETURNING id`,
        { ...conversation },
        tx,
      );
      return rows.length > 0;
    },

    async origin(id: string, tx: Tx): Promise<{ createdBy: string; requestMac: Buffer } | null> {
      const [row] = await db.query<{ createdBy: string; requestMac: Buffer }>(
        'SELECT created_by AS "createdBy", request_mac AS "requestMac" FROM conversations WHERE id = $id',
        { id },
        tx,
      );
      return row ?? null;
    },

    async directOf(directKey: string, tx: Tx): Promise<string | null> {
      const [row] = await db.query<{ id: string }>(
        'SELECT id FROM conversations WHERE direct_key = $directKey',
        { directKey },
        tx,
      );
      return row?.id ?? null;
    },

    /** How many this person is in. His row is locked, so that of several at once each counts what the others made. */
    async countOf(userId: string, tx: Tx): Promise<number> {
      const sql = 'SELECT FROM users WHERE id = $userId AND erased_at IS NULL FOR NO KEY UPDATE';
      if ((await db.query(sql, { userId }, tx)).length === 0) throw new DomainError('UNAUTHENTICATED');
      const [row] = await db.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM participants WHERE user_id = $userId AND left_seq IS NULL',
        { userId },
        tx,
      );
      return row?.count ?? 0;
    },

    /** True when all of these people exist. Until the transaction is over they do: an erasure of one waits for it. */
    async areUsers(ids: readonly string[], tx: Tx): Promise<boolean> {
      const [row] = await db.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM (
           SELECT FROM users WHERE id = ANY($ids::uuid[]) AND erased_at IS NULL FOR KEY SHARE
         ) AS held`,
        { ids },
        tx,
      );
      return row?.count === ids.length;
    },
  };
}

export type ConversationRepository = ReturnType<typeof createConversationRepository>;
