import type { MyState } from '@parley/shared/models/conversation.ts';
import type { Database } from '../../database/connection.ts';
import { type MyStateRow, myStateColumns, toMyState } from './my-state.row.ts';

/** "Up to here", as somebody says it: may be late, repeated or exaggerated. `joinedSeq` ties it to one membership. */
export interface Claim {
  readonly userId: string;
  readonly conversationId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  readonly joinedSeq?: number;
}

/** Somebody's state in a conversation and the head it belongs to. */
export interface StateRead {
  readonly userId: string;
  readonly conversationId: string;
  readonly head: number;
  readonly me: MyState;
}

/** Watermarks as they are stored. */
export interface ReceiptRepository {
  /** Raises what rises, for any number of people and conversations in one statement; answers the states that rose. */
  raise(claims: readonly Claim[]): Promise<readonly StateRead[]>;
  states(userId: string, conversationIds: readonly string[]): Promise<readonly StateRead[]>;
}

type Row = MyStateRow & { readonly conversation_id: string; readonly user_id: string };

// Clamped to the head and never lowered, on the row as it is under its lock, for the membership it was said of. Rows are
// locked in the order of their keys, or two that report the same conversations could stop each other. One row is kept for
// each advance, so that "read at" can be told.
const raiseSql = `
  WITH wanted AS MATERIALIZED (
    SELECT p.conversation_id, p.user_id, p.joined_seq, max(LEAST(c.seq, x.read)) AS read_seq,
      max(LEAST(c.seq, GREATEST(x.read, x.delivered))) AS delivered_seq
    FROM json_to_recordset($claims::json) AS x(user_id uuid, conversation_id uuid, delivered bigint, read bigint, joined bigint)
    JOIN conversations c ON c.id = x.conversation_id
    JOIN participants p ON p.conversation_id = x.conversation_id AND p.user_id = x.user_id AND p.left_seq IS NULL
    WHERE x.joined IS NULL OR p.joined_seq = x.joined
    GROUP BY p.conversation_id, p.user_id, p.joined_seq
  ), mine AS (
    SELECT p.conversation_id, p.user_id FROM participants p JOIN wanted USING (conversation_id, user_id)
    WHERE p.left_seq IS NULL AND p.joined_seq = wanted.joined_seq
      AND (wanted.read_seq > p.read_seq OR wanted.delivered_seq > p.delivered_seq)
    ORDER BY p.conversation_id, p.user_id FOR NO KEY UPDATE OF p
  ), raised AS (
    UPDATE participants p SET
      read_seq = GREATEST(p.read_seq, wanted.read_seq),
      delivered_seq = GREATEST(p.delivered_seq, wanted.delivered_seq),
      row_version = p.row_version + 1
    FROM mine JOIN wanted USING (conversation_id, user_id)
    WHERE p.conversation_id = mine.conversation_id AND p.user_id = mine.user_id
    RETURNING p.*
  ), advance AS (
    INSERT INTO receipt_advances (conversation_id, user_id, delivered_seq, read_seq)
    SELECT conversation_id, user_id, delivered_seq, read_seq FROM raised ON CONFLICT DO NOTHING
  )
  SELECT p.conversation_id, p.user_id, ${myStateColumns('p', 'c')}
  FROM raised p JOIN conversations c ON c.id = p.conversation_id`;

const statesSql = `
  SELECT p.conversation_id, p.user_id, ${myStateColumns('p', 'c')}
  FROM participants p JOIN conversations c ON c.id = p.conversation_id
  WHERE p.user_id = $user AND p.left_seq IS NULL AND p.conversation_id = ANY($conversations::uuid[])`;

/** Marks: rising numbers, small, and never behind the lock of a conversation. */
export function createReceiptRepository(db: Database): ReceiptRepository {
  return {
    async raise(claims) {
      if (claims.length === 0) return [];
      const asked = claims.map(({ userId, conversationId, deliveredSeq, readSeq, joinedSeq }) => ({
        user_id: userId,
        conversation_id: conversationId,
        delivered: deliveredSeq,
        read: readSeq,
        joined: joinedSeq ?? null,
      }));
      return (await db.query<Row>(raiseSql, { claims: JSON.stringify(asked) })).map(toState);
    },

    async states(userId, conversationIds) {
      if (conversationIds.length === 0) return [];
      const binds = { user: userId, conversations: [...conversationIds] };
      return (await db.query<Row>(statesSql, binds)).map(toState);
    },
  };
}

const toState = (row: Row): StateRead => ({
  userId: row.user_id,
  conversationId: row.conversation_id,
  head: row.head,
  me: toMyState(row),
});
