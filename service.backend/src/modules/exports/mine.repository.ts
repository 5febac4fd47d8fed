import type { Database } from '../../database/connection.ts';

/** A message of mine as it stands in the archive. */
export interface MyMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly editedAt: string | null;
  readonly content: string;
  /** What stood there before it was edited, and until when. */
  readonly earlier: readonly { readonly content: string; readonly until: string }[];
}

/** When I had received, and read, up to which number. */
export interface MyAdvance {
  readonly conversationId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  readonly at: string;
}

/** A conversation as it stands there. */
export interface MyConversation {
  readonly id: string;
  readonly kind: 'direct' | 'group';
  readonly title: string | null;
  readonly createdAt: string;
  /** The last number of it that concerns me. */
  readonly upToSeq: number;
  readonly role: string;
  readonly joinedSeq: number;
  readonly leftSeq: number | null;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  /** From where on I marked it as unread, and where it stood when I put it away. */
  readonly unreadMarkSeq: number | null;
  readonly archivedSeq: number | null;
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

    /** The days on which I was here: kept for a month, to count people. */
    days: async (userId: string): Promise<string[]> =>
      (
        await db.query<{ day: string }>(
          'SELECT day::text AS day FROM people_days WHERE user_id = $userId ORDER BY day',
          { userId },
        )
      ).map(({ day }) => day),

    /** Every conversation I am or was in, with what is set for me there; one that I left as it was when I did. */
    conversations: (userId: string): Promise<readonly MyConversation[]> =>
      db.query<MyConversation>(
        `SELECT c.id, c.kind, CASE WHEN p.left_seq IS NULL THEN c.title ELSE was.title END AS title, c.created_at AS "createdAt",
           COALESCE(p.left_seq, c.seq) AS "upToSeq", p.role, p.joined_seq AS "joinedSeq", p.left_seq AS "leftSeq",
           p.delivered_seq AS "deliveredSeq", p.read_seq AS "readSeq", p.unread_mark_seq AS "unreadMarkSeq",
           p.archived_seq AS "archivedSeq"
         FROM participants p JOIN conversations c ON c.id = p.conversation_id
         -- What it was called then; nothing where what told it is gone.
         LEFT JOIN LATERAL (
           SELECT m.event ->> 'title' AS title
           FROM changes l JOIN all_messages m ON m.conversation_id = l.conversation_id AND m.seq = l.seq
           WHERE l.conversation_id = c.id AND l.seq <= p.left_seq AND l.kind IN ('renamed', 'created')
           ORDER BY l.seq DESC LIMIT 1
         ) AS was ON p.left_seq IS NOT NULL
         WHERE p.user_id = $userId ORDER BY c.id`,
        { userId },
      ),

    /** How far I had come in one, and when: some of it, after those marks. */
    advances: (
      userId: string,
      conversationId: string,
      after: Pick<MyAdvance, 'deliveredSeq' | 'readSeq'>,
      limit: number,
    ) =>
      db.query<MyAdvance>(
        `SELECT conversation_id AS "conversationId", delivered_seq AS "deliveredSeq", read_seq AS "readSeq", at FROM receipt_advances
         WHERE conversation_id = $conversationId AND user_id = $userId AND (delivered_seq, read_seq) > ($delivered, $read)
         ORDER BY delivered_seq, read_seq LIMIT $limit`,
        { userId, conversationId, delivered: after.deliveredSeq, read: after.readSeq, limit },
      ),

    /** What I wrote at the numbers `(after, upTo]`. */
    messages: (userId: string, conversationId: string, after: number, upTo: number) =>
      db.query<MyMessage>(
        `SELECT conversation_id AS "conversationId", seq, id, created_at AS at, edited_at AS "editedAt", content,
           COALESCE((
             SELECT json_agg(json_build_object('content', r.content, 'until', r.at) ORDER BY r.version) FROM message_revisions r
             WHERE r.conversation_id = all_messages.conversation_id AND r.message_id = all_messages.id
           ), '[]') AS earlier
         FROM all_messages
         WHERE conversation_id = $conversationId AND seq > $after AND seq <= $upTo AND sender_id = $userId
           AND kind = 'text' AND deleted_at IS NULL ORDER BY seq`,
        { userId, conversationId, after, upTo },
      ),
  };
}

export type MineRepository = ReturnType<typeof createMineRepository>;
