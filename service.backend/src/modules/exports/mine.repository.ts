import type { Database } from '../../database/connection.ts';

/** A message of mine as it stands in the archive. */
export interface MyMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly editedAt: string | null;
  readonly content: string;
}

/** What is one person's: read for him alone. */
export function createMineRepository(db: Database) {
  const one = async (sql: string, userId: string) =>
    (await db.query<Record<string, unknown>>(sql, { userId }))[0] ?? {};
  return {
    account: (userId: string) =>
      one(
        `SELECT id, username, display_name AS "displayName", email, created_at AS "createdAt", last_seen_at AS "lastSeenAt"
         FROM users WHERE id = $userId`,
        userId,
      ),

    sessions: (userId: string) =>
      db.query<Record<string, unknown>>(
        `SELECT id, created_at AS "createdAt", seen_at AS "seenAt", expires_at AS "expiresAt", user_agent AS "userAgent"
         FROM sessions WHERE user_id = $userId ORDER BY created_at`,
        { userId },
      ),

    /** Every conversation I am or was in, with what is set for me there. */
    conversations: (userId: string) =>
      db.query<{ readonly id: string; readonly upToSeq: number }>(
        `SELECT c.id, c.kind, c.title, c.created_at AS "createdAt", c.seq AS "upToSeq", p.role, p.joined_seq AS "joinedSeq",
           p.left_seq AS "leftSeq", p.delivered_seq AS "deliveredSeq", p.read_seq AS "readSeq"
         FROM participants p JOIN conversations c ON c.id = p.conversation_id WHERE p.user_id = $userId ORDER BY c.id`,
        { userId },
      ),

    /** What I wrote at the numbers `(after, upTo]`. */
    messages: (userId: string, conversationId: string, after: number, upTo: number) =>
      db.query<MyMessage>(
        `SELECT conversation_id AS "conversationId", seq, id, created_at AS at, edited_at AS "editedAt", content FROM all_messages
         WHERE conversation_id = $conversationId AND seq > $after AND seq <= $upTo AND sender_id = $userId
           AND kind = 'text' AND deleted_at IS NULL ORDER BY seq`,
        { userId, conversationId, after, upTo },
      ),
  };
}

export type MineRepository = ReturnType<typeof createMineRepository>;
