import type { Advance } from '@parley/shared/contract/answers.ts';
import type { Database } from '../../database/connection.ts';
import { visibleSql } from '../log/visible.ts';

/** The moments of one message, and the head and membership they were read at. */
export interface AdvancesRead {
  readonly asOf: number;
  readonly joinedSeq: number;
  readonly advances: Advance[];
}

interface AdvanceRow {
  readonly head: number;
  readonly joined_seq: number;
  readonly user_id: string | null;
  readonly delivered_at: string | null;
  readonly read_at: string | null;
}

// Whoever may read the message may know who has it. What is read is delivered, so one range of the primary key holds both
// moments. Somebody who came later, or has left, is not waited for, as in the status of a message.
const advancesSql = `
  WITH seen AS (
    SELECT m.seq, m.sender_id, c.seq AS head, me.joined_seq
    FROM all_messages m
    JOIN conversations c ON c.id = m.conversation_id
    JOIN participants me ON me.conversation_id = m.conversation_id AND me.user_id = $user AND me.left_seq IS NULL
    WHERE m.conversation_id = $conversation AND m.id = $message AND ${visibleSql('m.seq', 'me.visible_from_seq')}
  )
  SELECT seen.head, seen.joined_seq, p.user_id, min(a.at) AS delivered_at,
    min(a.at) FILTER (WHERE a.read_seq >= seen.seq) AS read_at
  FROM seen
  LEFT JOIN participants p ON p.conversation_id = $conversation AND p.user_id <> seen.sender_id
    AND p.left_seq IS NULL AND p.joined_seq <= seen.seq
  LEFT JOIN receipt_advances a ON a.conversation_id = $conversation AND a.user_id = p.user_id
    AND a.delivered_seq >= seen.seq
  GROUP BY seen.head, seen.joined_seq, p.user_id
  ORDER BY read_at NULLS LAST, delivered_at NULLS LAST, p.user_id`;

/** Since when the others have a message; null where there is none, or none for this reader. */
export async function readAdvances(
  db: Database,
  userId: string,
  { conversationId, messageId }: { readonly conversationId: string; readonly messageId: string },
): Promise<AdvancesRead | null> {
  const binds = { user: userId, conversation: conversationId, message: messageId };
  const rows = await db.query<AdvanceRow>(advancesSql, binds);
  const [first] = rows;
  if (!first) return null;
  const advances = rows.flatMap(({ user_id, delivered_at, read_at }) =>
    user_id === null ? [] : { userId: user_id, deliveredAt: delivered_at, readAt: read_at },
  );
  return { asOf: first.head, joinedSeq: first.joined_seq, advances };
}
