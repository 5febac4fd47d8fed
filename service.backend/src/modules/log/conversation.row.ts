import type { Conversation, ConversationKind } from '@parley/shared/models/conversation.ts';
import type { Maybe } from './message.row.ts';

/** A conversation's own fields, under names that survive a join. */
export interface ConversationRow {
  readonly c_id: string;
  readonly c_kind: ConversationKind;
  readonly c_title: string | null;
  readonly c_created_by: string;
  readonly c_created_at: string;
  readonly c_rev: number;
  readonly c_archived_at: string | null;
  readonly c_retention_own: boolean;
  readonly c_archive_after_days: number | null;
  readonly c_delete_after_days: number | null;
  readonly c_purged_below_seq: number;
}

/** What a query selects so that `toConversation` understands its rows. */
export const conversationColumns = (alias: string): string =>
  [
    ...['id', 'kind', 'title', 'created_by', 'created_at', 'rev', 'archived_at'],
    ...['retention_own', 'archive_after_days', 'delete_after_days', 'purged_below_seq'],
  ]
    .map((column) => `${alias}.${column} AS c_${column}`)
    .join(', ');

/** Whether an outer join found a conversation. */
export const hasConversation = (row: Maybe<ConversationRow>): row is ConversationRow => row.c_id !== null;

/** The conversation that a row is. */
export const toConversation = (row: ConversationRow): Conversation => ({
  id: row.c_id,
  kind: row.c_kind,
  title: row.c_title,
  createdBy: row.c_created_by,
  createdAt: row.c_created_at,
  rev: row.c_rev,
  archivedAt: row.c_archived_at,
  retention: row.c_retention_own
    ? { archiveAfterDays: row.c_archive_after_days, deleteAfterDays: row.c_delete_after_days }
    : null,
  purgedBelowSeq: row.c_purged_below_seq,
});
