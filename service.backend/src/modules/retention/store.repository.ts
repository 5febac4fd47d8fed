import type { RetentionRule } from '@parley/shared/models/retention.ts';
import type { Database, Tx } from '../../database/connection.ts';

/** Whose account a step belongs to. */
export interface Account {
  readonly runId: string;
  readonly conversationId: string;
  readonly rule: RetentionRule;
}

const columns = `conversation_id, id, seq, rev, version, kind, sender_id, content, event, request_mac, created_at,
  composed_at, edited_at, deleted_at`;

// The account is written with the step: what was cut off in the middle is counted as far as it came.
const accountSql = (archived: string, removed: string, purgedBelow: string) => `
  INSERT INTO retention_entries AS e
    (run_id, conversation_id, archive_after_days, delete_after_days, archived, removed, purged_below_seq)
  VALUES ($run, $conversation, $archive::int, $remove::int, ${archived}, ${removed}, ${purgedBelow})
  ON CONFLICT (run_id, conversation_id) DO UPDATE SET archived = e.archived + excluded.archived,
    removed = e.removed + excluded.removed, purged_below_seq = GREATEST(e.purged_below_seq, excluded.purged_below_seq)`;

const moveSql = `
  WITH moved AS (
    DELETE FROM messages WHERE conversation_id = $conversation AND seq IN (
      SELECT seq FROM messages WHERE conversation_id = $conversation AND seq >= $from AND seq < $below
      ORDER BY seq LIMIT $limit)
    RETURNING ${columns}
  )
  INSERT INTO archived_messages (${columns}) SELECT ${columns} FROM moved ORDER BY seq RETURNING seq`;

const doomedSql = (table: string) => `
  SELECT seq FROM ${table} WHERE conversation_id = $conversation AND seq < $below ORDER BY seq LIMIT $limit FOR UPDATE`;

const removeSql = (table: string) => `
  WITH gone AS (
    DELETE FROM ${table} WHERE conversation_id = $conversation AND seq = ANY($seqs::bigint[])
    RETURNING conversation_id, id, seq, sender_id, request_mac, created_at
  ), remembered AS (
    INSERT INTO removed_messages (conversation_id, id, seq, sender_id, request_mac, created_at) SELECT * FROM gone
  ), revisions AS (
    DELETE FROM message_revisions r USING gone
    WHERE r.conversation_id = $conversation AND r.message_id = gone.id
  )
  DELETE FROM message_search WHERE conversation_id = $conversation AND seq = ANY($seqs::bigint[])`;

const bindsOf = ({ runId, conversationId, rule }: Account) => ({
  run: runId,
  conversation: conversationId,
  archive: rule.archiveAfterDays,
  remove: rule.deleteAfterDays,
});

/** The steps of retention, each short and in a transaction of its own, with what it did written into its account. */
export function createStoreRepository(db: Database) {
  return {
    /** Under the lock: whoever changes a message holds it. Returns the last number that moved, null at the end. */
    async move(tx: Tx, account: Account, span: { from: number; below: number; limit: number }): Promise<number | null> {
      const binds = { conversation: account.conversationId, ...span };
      const moved = await db.query<{ seq: number }>(moveSql, binds, tx);
      if (moved.length === 0) return null;
      await db.query(accountSql('$count', '0', '0'), { ...bindsOf(account), count: moved.length }, tx);
      return Math.max(...moved.map(({ seq }) => seq));
    },

    /** Under the lock, behind its entry in the log: from this number on everybody's sight begins, at once and everywhere. */
    async raise(tx: Tx, account: Account, purgedBelow: number): Promise<void> {
      const binds = { conversation: account.conversationId, border: purgedBelow };
      // What goes moves nothing up in anybody's list.
      await db.query(
        `UPDATE conversations c SET purged_below_seq = $border, last_change_at = COALESCE(
           (SELECT l.at FROM changes l WHERE l.conversation_id = c.id AND l.seq = c.seq - 1), c.last_change_at)
         WHERE c.id = $conversation`,
        binds,
        tx,
      );
      // Not a change of each one's row: what it follows from is the conversation's, and told by the log.
      await db.query(
        `UPDATE participants SET visible_from_seq = $border
         WHERE conversation_id = $conversation AND left_seq IS NULL AND visible_from_seq < $border`,
        binds,
        tx,
      );
      await db.query(accountSql('0', '0', '$border::bigint'), { ...bindsOf(account), border: purgedBelow }, tx);
    },

    /**
     * Some of what nobody sees any more goes for good, but for its ids. Without the lock, because nobody changes it; locked one
     * by one first, because search may just be looking at it.
     */
    async remove(tx: Tx, account: Account, { below, limit }: { below: number; limit: number }): Promise<number> {
      for (const table of ['archived_messages', 'messages']) {
        const binds = { conversation: account.conversationId, below, limit };
        const doomed = await db.query<{ seq: number }>(doomedSql(table), binds, tx);
        if (doomed.length === 0) continue;
        const seqs = doomed.map(({ seq }) => seq);
        await db.query(removeSql(table), { conversation: account.conversationId, seqs }, tx);
        await db.query(accountSql('0', '$count', '0'), { ...bindsOf(account), count: seqs.length }, tx);
        return seqs.length;
      }
      return 0;
    },

    /** The account of a conversation is closed, also one that an earlier run had to leave open. */
    async close(conversationId: string): Promise<void> {
      await db.query(
        `UPDATE retention_entries SET ended_at = clock_timestamp()
         WHERE conversation_id = $conversationId AND ended_at IS NULL`,
        { conversationId },
      );
    },
  };
}

export type StoreRepository = ReturnType<typeof createStoreRepository>;
