import type { MyState, Role } from '@parley/shared/models/conversation.ts';
import { unreadSql } from './unread.sql.ts';

/** My own row of a conversation, with its head. */
export interface MyStateRow {
  readonly role: Role;
  readonly joined_seq: number;
  readonly visible_from_seq: number;
  readonly delivered_seq: number;
  readonly read_seq: number;
  readonly unread_mark_seq: number | null;
  readonly archived_seq: number | null;
  readonly row_version: number;
  readonly head: number;
  readonly unread: number;
}

/** What a query selects so that `toMyState` understands its rows. */
export const myStateColumns = (participant: string, conversation: string): string =>
  `${[
    ...['role', 'joined_seq', 'visible_from_seq', 'delivered_seq', 'read_seq'],
    ...['unread_mark_seq', 'archived_seq', 'row_version'],
  ]
    .map((column) => `${participant}.${column}`)
    .join(', ')}, ${conversation}.seq AS head, (${unreadSql(participant)}) AS unread`;

/** My state as absolute values. */
export const toMyState = (row: MyStateRow): MyState => ({
  joinedSeq: row.joined_seq,
  visibleFromSeq: row.visible_from_seq,
  role: row.role,
  deliveredSeq: row.delivered_seq,
  readSeq: row.read_seq,
  unreadMarkSeq: row.unread_mark_seq,
  archivedSeq: row.archived_seq,
  rowVersion: row.row_version,
  unread: { count: row.unread, atSeq: row.head },
});
