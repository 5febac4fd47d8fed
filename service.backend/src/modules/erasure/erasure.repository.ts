import type { Database, Tx } from '../../database/connection.ts';

/** A conversation that somebody is or was in. */
export interface Involved {
  readonly conversationId: string;
  readonly kind: 'direct' | 'group';
  readonly isIn: boolean;
}

/** What goes with an account, and what stays without saying whose it was. */
export function createErasureRepository(db: Database) {
  return {
    /**
     * The row loses everything that says who it was. Its sessions and exports end with it; their names are returned. So does
     * the count of days on which somebody was here: the row stays, and takes nothing along by itself.
     */
    async retire(userId: string, nameMac: Buffer, tx: Tx) {
      await db.query('INSERT INTO retired_names (name_mac) VALUES ($nameMac) ON CONFLICT DO NOTHING', { nameMac }, tx);
      const [user] = await db.query<{ version: number }>(
        `UPDATE users SET username = 'deleted-' || substr(md5(gen_random_uuid()::text), 1, 16), display_name = 'Deleted user',
           email = '', password_hash = '', last_seen_at = NULL, version = version + 1, erased_at = clock_timestamp()
         WHERE id = $userId AND erased_at IS NULL RETURNING version`,
        { userId },
        tx,
      );
      const sessions = await db.query<{ id: string }>(
        'DELETE FROM sessions WHERE user_id = $userId RETURNING id',
        { userId },
        tx,
      );
      await db.query('DELETE FROM people_days WHERE user_id = $userId', { userId }, tx);
      const exports = await db.query<{ file: string | null }>(
        "DELETE FROM jobs WHERE owner_id = $userId RETURNING result ->> 'file' AS file",
        { userId },
        tx,
      );
      return {
        version: user?.version ?? null,
        sessionIds: sessions.map(({ id }) => id),
        files: exports.flatMap(({ file }) => (file === null ? [] : [file])),
      };
    },

    involved: (userId: string): Promise<Involved[]> =>
      db.query<Involved>(
        `SELECT p.conversation_id AS "conversationId", c.kind, p.left_seq IS NULL AS "isIn"
         FROM participants p JOIN conversations c ON c.id = p.conversation_id
         WHERE p.user_id = $userId ORDER BY p.conversation_id`,
        { userId },
      ),

    /** Who is to own a group when its last owner goes: the admin, else the member, who has been there longest. */
    async heir(conversationId: string, userId: string, tx: Tx): Promise<string | null> {
      const [row] = await db.query<{ userId: string }>(
        `SELECT user_id AS "userId" FROM participants
         WHERE conversation_id = $conversationId AND left_seq IS NULL AND user_id <> $userId
         ORDER BY role <> 'owner', role <> 'admin', joined_seq, user_id LIMIT 1`,
        { conversationId, userId },
        tx,
      );
      return row?.userId ?? null;
    },

    /** Some of what he wrote and nobody deleted yet, after a number. */
    async written(conversationId: string, userId: string, after: number, limit: number, tx: Tx) {
      return db.query<{ id: string; seq: number }>(
        `SELECT id, seq FROM all_messages WHERE conversation_id = $conversationId AND seq > $after AND sender_id = $userId
           AND seq >= (SELECT purged_below_seq FROM conversations WHERE id = $conversationId) AND kind = 'text' AND deleted_at IS NULL ORDER BY seq LIMIT $limit`,
        { conversationId, userId, after, limit },
        tx,
      );
    },

    /** Content, revisions and what search knows of them go, the places stay; each at a number of its own. */
    async erase(
      conversationId: string,
      erased: readonly { id: string; seq: number; rev: number; at: string }[],
      tx: Tx,
    ) {
      await db.query(
        `WITH erased AS (
           SELECT * FROM json_to_recordset($erased::json) AS e(id uuid, seq bigint, rev bigint, at timestamptz)
         ), forgotten AS (
           DELETE FROM message_revisions r USING erased e WHERE r.conversation_id = $conversationId AND r.message_id = e.id
         ), unfindable AS (
           DELETE FROM message_search s USING erased e WHERE s.conversation_id = $conversationId AND s.seq = e.seq
         )
         , archived AS (
           UPDATE archived_messages m SET content = NULL, rev = e.rev, deleted_at = e.at
           FROM erased e WHERE m.conversation_id = $conversationId AND m.seq = e.seq
         )
         UPDATE messages m SET content = NULL, rev = e.rev, deleted_at = e.at
         FROM erased e WHERE m.conversation_id = $conversationId AND m.id = e.id`,
        { conversationId, erased: JSON.stringify(erased) },
        tx,
      );
    },
  };
}

export type ErasureRepository = ReturnType<typeof createErasureRepository>;
