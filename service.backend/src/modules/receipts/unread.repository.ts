import type { CountedMessage } from '@parley/shared/contract/unread.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { MyState } from '@parley/shared/models/conversation.ts';
import type { Database } from '../../database/connection.ts';
import type { Maybe } from '../log/message.row.ts';
import { type MyStateRow, myStateColumns, toMyState } from './my-state.row.ts';
import { countedSql } from './unread.sql.ts';

/** My state in a conversation, as of its head, and the messages that make up its number. */
export interface UnreadRead {
  readonly head: number;
  readonly me: MyState;
  readonly messages: readonly CountedMessage[];
}

interface CountedRow {
  readonly id: string;
  readonly seq: number;
  readonly sender_id: string;
  readonly created_at: string;
  readonly excerpt: string;
}

// Where there is nothing to see, a mark would promise it. A row of its own is written only when something changes.
const markSql = `
  WITH wanted AS (
    SELECT p.conversation_id, LEAST(GREATEST($seq::bigint, p.visible_from_seq, 1), c.seq) AS seq
    FROM participants p JOIN conversations c ON c.id = p.conversation_id
    WHERE p.conversation_id = $conversation AND p.user_id = $user AND p.left_seq IS NULL
  )
  UPDATE participants p
  SET unread_mark_seq = CASE WHEN $seq::bigint IS NULL THEN NULL ELSE wanted.seq END, row_version = row_version + 1
  FROM wanted
  WHERE p.conversation_id = wanted.conversation_id AND p.user_id = $user AND p.left_seq IS NULL
    AND p.unread_mark_seq IS DISTINCT FROM (CASE WHEN $seq::bigint IS NULL THEN NULL ELSE wanted.seq END)
  RETURNING p.conversation_id`;

const excerpt = `left(unread.content, ${limits.excerptLength}) AS excerpt`;

// Row, head, number and messages in one statement: the list is what the number counts.
const whySql = `
  SELECT ${myStateColumns('p', 'c')}, counted.*
  FROM participants p
  JOIN conversations c ON c.id = p.conversation_id
  LEFT JOIN LATERAL (
    ${countedSql('p', `unread.id, unread.seq AS seq, unread.sender_id, unread.created_at, ${excerpt}`)}
  ) AS counted ON true
  WHERE p.conversation_id = $conversation AND p.user_id = $user AND p.left_seq IS NULL
  ORDER BY counted.seq`;

/** The mark of what is to be read again, and the account of what is unread. */
export function createUnreadRepository(db: Database) {
  return {
    /** True where the mark moved. */
    async mark(conversationId: string, userId: string, seq: number | null): Promise<boolean> {
      const rows = await db.query(markSql, { conversation: conversationId, user: userId, seq });
      return rows.length > 0;
    },

    /** null where this user is not in. */
    async why(conversationId: string, userId: string): Promise<UnreadRead | null> {
      const binds = { conversation: conversationId, user: userId };
      const rows = await db.query<MyStateRow & Maybe<CountedRow>>(whySql, binds);
      const [first] = rows;
      if (!first) return null;
      const messages = rows.flatMap((row) => (row.id === null ? [] : [toCounted(row as CountedRow, first.read_seq)]));
      return { head: first.head, me: toMyState(first), messages };
    },
  };
}

export type UnreadRepository = ReturnType<typeof createUnreadRepository>;

const toCounted = (row: CountedRow, readSeq: number): CountedMessage => ({
  id: row.id,
  seq: row.seq,
  senderId: row.sender_id,
  createdAt: row.created_at,
  excerpt: row.excerpt,
  because: row.seq > readSeq ? 'after' : 'marked',
});
