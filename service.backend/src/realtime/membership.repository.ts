import type { Database } from '../database/connection.ts';

/** One who is in a conversation, and from which message on he may see it. */
export interface Member {
  readonly userId: string;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
}

/** The people of a conversation at one version of its membership. */
export interface Members {
  readonly version: number;
  readonly members: readonly Member[];
}

// Version and people come from one statement, or a removal between two could be remembered under the version before it.
const membersSql = `
  SELECT c.membership_version AS version, p.user_id AS "userId", p.joined_seq AS "joinedSeq",
         p.visible_from_seq AS "visibleFromSeq"
  FROM conversations c LEFT JOIN participants p ON p.conversation_id = c.id AND p.left_seq IS NULL
  WHERE c.id = $conversationId`;

const versionSql = 'SELECT membership_version AS version FROM conversations WHERE id = $conversationId';

const presentSql = `
  SELECT conversation_id AS "conversationId", user_id AS "userId" FROM participants
  WHERE conversation_id = ANY($ids::uuid[]) AND left_seq IS NULL`;

const acquaintedSql = `
  SELECT DISTINCT other.user_id AS "userId"
  FROM participants mine JOIN participants other ON other.conversation_id = mine.conversation_id
  WHERE mine.user_id = $userId AND mine.left_seq IS NULL AND other.left_seq IS NULL
  UNION SELECT $userId::uuid`;

type Row = { readonly version: number } & (Member | { readonly userId: null });

/** Who is in conversations, read as it is now. */
export function createMembershipRepository(db: Pick<Database, 'query'>) {
  return {
    /** A conversation that is not there has nobody in it, at a version below all others. */
    async members(conversationId: string): Promise<Members> {
      const rows = await db.query<Row>(membersSql, { conversationId });
      const members = rows.flatMap((row) =>
        row.userId === null
          ? []
          : [{ userId: row.userId, joinedSeq: row.joinedSeq, visibleFromSeq: row.visibleFromSeq }],
      );
      return { version: rows[0]?.version ?? -1, members };
    },

    /** null where there is no such conversation. */
    async version(conversationId: string): Promise<number | null> {
      const [row] = await db.query<{ version: number }>(versionSql, { conversationId });
      return row?.version ?? null;
    },

    /** Himself, and whoever shares a conversation with him. */
    async acquainted(userId: string): Promise<string[]> {
      const rows = await db.query<{ userId: string }>(acquaintedSql, { userId });
      return rows.map((row) => row.userId);
    },

    /** A pair for each who is in one of these. */
    present: (ids: readonly string[]) => db.query<{ conversationId: string; userId: string }>(presentSql, { ids }),
  };
}

export type MembershipRepository = ReturnType<typeof createMembershipRepository>;
