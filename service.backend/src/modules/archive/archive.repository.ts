import type { Database, Tx } from '../../database/connection.ts';

// A row of its own is written only where something changes.
const mineSql = `
  UPDATE participants p SET archived_seq = CASE WHEN $archived THEN c.seq END, row_version = row_version + 1
  FROM conversations c
  WHERE c.id = p.conversation_id AND p.conversation_id = $conversation AND p.user_id = $user AND p.left_seq IS NULL
    AND ($archived OR p.archived_seq IS NOT NULL)
    AND ($archived = false OR p.archived_seq IS NULL OR p.archived_seq < COALESCE(c.last_message_seq, 0))
  RETURNING p.conversation_id`;

/** What is out of the way, for one or for all. */
export function createArchiveRepository(db: Database) {
  return {
    /** True where it changed. */
    async archiveFor(userId: string, conversationId: string, archived: boolean): Promise<boolean> {
      const rows = await db.query(mineSql, { user: userId, conversation: conversationId, archived });
      return rows.length > 0;
    },

    /** Under the lock of the conversation, behind its entry in the log. */
    async archive(tx: Tx, conversationId: string, archived: boolean): Promise<void> {
      await db.query(
        'UPDATE conversations SET archived_at = CASE WHEN $archived THEN last_change_at END WHERE id = $conversation',
        { conversation: conversationId, archived },
        tx,
      );
    },
  };
}

export type ArchiveRepository = ReturnType<typeof createArchiveRepository>;
