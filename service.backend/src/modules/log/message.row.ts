import { timings } from '@parley/shared/limits.ts';
import type { Message, SystemEvent } from '@parley/shared/models/message.ts';

/** A message as its table has it, under names that survive a join. */
export interface MessageRow {
  readonly m_conversation_id: string;
  readonly m_id: string;
  readonly m_seq: number;
  readonly m_rev: number;
  readonly m_version: number;
  readonly m_kind: 'text' | 'system';
  readonly m_sender_id: string;
  readonly m_content: string | null;
  readonly m_event: SystemEvent | null;
  readonly m_created_at: string;
  readonly m_composed_at: string | null;
  readonly m_edited_at: string | null;
  readonly m_deleted_at: string | null;
}

/** What a query selects so that `toMessage` understands its rows. */
export const messageColumns = (alias: string): string =>
  [
    'conversation_id',
    'id',
    'seq',
    'rev',
    'version',
    'kind',
    'sender_id',
    'content',
    'event',
    'created_at',
    'composed_at',
    'edited_at',
    'deleted_at',
  ]
    .map((column) => `${alias}.${column} AS m_${column}`)
    .join(', ');

/** A row of an outer join: all of it, or nothing. */
export type Maybe<Row> = { readonly [K in keyof Row]: Row[K] | null };

/** Whether an outer join found a message. */
export const hasMessage = (row: Maybe<MessageRow>): row is MessageRow => row.m_id !== null;

/**
 * When a message was written, if that is worth telling: a claim of the future, of just now, or of another age says more of
 * a clock than of the message.
 */
export function lateClaim(composedAt: string | null, createdAt: string): string | null {
  if (composedAt === null) return null;
  const late = Date.parse(createdAt) - Date.parse(composedAt);
  return late >= timings.lateAfter && late <= timings.lateAtMost ? composedAt : null;
}

/** The message that a row is. */
export const toMessage = (row: MessageRow): Message => ({
  id: row.m_id,
  conversationId: row.m_conversation_id,
  seq: row.m_seq,
  rev: row.m_rev,
  version: row.m_version,
  kind: row.m_kind,
  senderId: row.m_sender_id,
  content: row.m_content,
  event: row.m_event,
  createdAt: row.m_created_at,
  composedAt: lateClaim(row.m_composed_at, row.m_created_at),
  editedAt: row.m_edited_at,
  deletedAt: row.m_deleted_at,
});
