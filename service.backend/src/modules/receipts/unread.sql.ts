import { limits } from '@parley/shared/limits.ts';
import { visibleSql } from '../log/visible.ts';

/** Whether what somebody else wrote at this place is unread to a participant: after what he read, or from his mark on. */
export const afterReadSql = (messageSeq: string, participant: string): string =>
  `${messageSeq} > LEAST(${participant}.read_seq, ${participant}.unread_mark_seq - 1)`;

/**
 * What unread means, as a query over one participant's row: visible messages after what he has read, or from where he marked
 * it as unread if that is lower, that somebody else wrote and that are still there. Up to a limit, the oldest first, because
 * nobody reads "4,812" and somebody has to count it.
 */
export const countedSql = (participant: string, columns = ''): string => `
  SELECT ${columns} FROM all_messages unread
  WHERE unread.conversation_id = ${participant}.conversation_id
    AND ${afterReadSql('unread.seq', participant)}
    AND ${visibleSql('unread.seq', `${participant}.visible_from_seq`)} AND unread.sender_id <> ${participant}.user_id
    AND unread.kind = 'text' AND unread.deleted_at IS NULL
  ORDER BY unread.seq LIMIT ${limits.unreadCounted}`;

/** How many those are. */
export const unreadSql = (participant: string): string =>
  `SELECT count(*)::int AS count FROM (${countedSql(participant)}) AS counted`;
