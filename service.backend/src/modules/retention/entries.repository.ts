import type { RetentionEntry } from '@parley/shared/contract/admin-retention.routes.ts';
import type { ConversationKind } from '@parley/shared/models/conversation.ts';
import type { Database } from '../../database/connection.ts';

interface Row {
  readonly run_id: string;
  readonly conversation_id: string;
  readonly kind: ConversationKind;
  readonly people: number;
  readonly archive: number | null;
  readonly remove: number | null;
  readonly archived: number;
  readonly removed: number;
  readonly purged_below: number;
  readonly began_at: string;
  readonly ended_at: string | null;
}

const entriesSql = `
  SELECT e.run_id, e.conversation_id, c.kind, e.archive_after_days AS archive, e.delete_after_days AS remove,
    e.archived, e.removed, e.purged_below_seq AS purged_below, e.began_at, e.ended_at,
    (SELECT count(*)::int FROM participants p WHERE p.conversation_id = c.id AND p.left_seq IS NULL) AS people
  FROM retention_entries e JOIN conversations c ON c.id = e.conversation_id
  WHERE $before::timestamptz IS NULL OR e.began_at < $before::timestamptz
  ORDER BY e.began_at DESC, e.conversation_id DESC LIMIT $limit`;

/** The account of what retention did, the last first. */
export async function readEntries(db: Database, before: string | null, limit: number): Promise<RetentionEntry[]> {
  const rows = await db.query<Row>(entriesSql, { before, limit });
  return rows.map((row) => ({
    runId: row.run_id,
    conversation: { id: row.conversation_id, kind: row.kind, people: row.people },
    rule: { archiveAfterDays: row.archive, deleteAfterDays: row.remove },
    effect: { archived: row.archived, removed: row.removed },
    purgedBelowSeq: row.purged_below,
    beganAt: row.began_at,
    endedAt: row.ended_at,
  }));
}
