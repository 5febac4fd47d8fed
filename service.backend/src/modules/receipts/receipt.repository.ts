import type { MyState } from '@parley/shared/models/conversation.ts';
import type { Database } from '../../database/connection.ts';
import { type MyStateRow, myStateColumns, toMyState } from './my-state.row.ts';

/** "Up to here", as somebody says it: may be late, repeated or exaggerated. `joinedSeq` ties it to one membership. */
export interface Claim {
  readonly conversationId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  readonly joinedSeq?: number;
}

/** My state in a conversation and the head it belongs to. */
export interface StateRead {
  readonly conversationId: string;
  readonly head: number;
  readonly me: MyState;
}

export interface ReceiptRepository {
  /** Raises what rises, for any number of conversations in one statement; answers which ones rose. */
  raise(userId: string, claims: readonly Claim[]): Promise<readonly string[]>;
  states(userId: string, conversationIds: readonly string[]): Promise<readonly StateRead[]>;
}

// Clamped to the head and never lowered, on the row as it is under its lock. Rows are locked in the order of their ids,
// or two devices of one person that report the same conversations could stop each other. One row is kept for each
// advance, so that "read at" can be told.
const raiseSql = `
  WITH claim AS (
    SELECT x.conversation_id, x.joined, LEAST(c.seq, x.read) AS read_seq,
      LEAST(c.seq, GREATEST(x.read, x.delivered)) AS delivered_seq
    FROM json_to_recordset($claims::json) AS x(conversation_id uuid, delivered bigint, read bigint, joined bigint)
    JOIN conversations c ON c.id = x.conversation_id
  ), mine AS (
    SELECT p.conversation_id FROM participants p JOIN claim USING (conversation_id)
    WHERE p.user_id = $user AND p.left_seq IS NULL
      AND (claim.joined IS NULL OR p.joined_seq = claim.joined)
      AND (claim.read_seq > p.read_seq OR claim.delivered_seq > p.delivered_seq)
    ORDER BY p.conversation_id FOR NO KEY UPDATE OF p
  ), raised AS (
    UPDATE participants p SET
      read_seq = GREATEST(p.read_seq, claim.read_seq),
      delivered_seq = GREATEST(p.delivered_seq, claim.delivered_seq),
      row_version = p.row_version + 1
    FROM mine JOIN claim USING (conversation_id)
    WHERE p.conversation_id = mine.conversation_id AND p.user_id = $user
    RETURNING p.conversation_id, p.user_id, p.delivered_seq, p.read_seq
  ), advance AS (
    INSERT INTO receipt_advances (conversation_id, user_id, delivered_seq, read_seq)
    SELECT conversation_id, user_id, delivered_seq, read_seq FROM raised ON CONFLICT DO NOTHING
  )
  SELECT conversation_id FROM raised`;

const statesSql = `
  SELECT p.conversation_id, ${myStateColumns('p', 'c')}
  FROM participants p JOIN conversations c ON c.id = p.conversation_id
  WHERE p.user_id = $user AND p.left_seq IS NULL AND p.conversation_id = ANY($conversations::uuid[])`;

/** Marks: rising numbers, small, and never behind the lock of a conversation. */
export function createReceiptRepository(db: Database): ReceiptRepository {
  return {
    async raise(userId, claims) {
      const rows = await db.query<{ conversation_id: string }>(raiseSql, {
        user: userId,
        claims: JSON.stringify(
          claims.map(({ conversationId, deliveredSeq, readSeq, joinedSeq }) => ({
            conversation_id: conversationId,
            delivered: deliveredSeq,
            read: readSeq,
            joined: joinedSeq ?? null,
          })),
        ),
      });
      return rows.map((row) => row.conversation_id);
    },

    async states(userId, conversationIds) {
      if (conversationIds.length === 0) return [];
      const binds = { user: userId, conversations: [...conversationIds] };
      const rows = await db.query<MyStateRow & { conversation_id: string }>(statesSql, binds);
      return rows.map((row) => ({ conversationId: row.conversation_id, head: row.head, me: toMyState(row) }));
    },
  };
}
