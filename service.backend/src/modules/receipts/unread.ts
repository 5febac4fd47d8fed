import { limits } from '@parley/shared/limits.ts';
import { visibleSql } from '../log/visible.ts';

/**
 * What unread means, as a query over one participant's row: visible messages after his watermark that somebody else
 * wrote and that are still there. Counted up to a limit, because nobody reads "4,812" and somebody has to count it.
 */
export const unreadSql = (participant: string): string => `
  SELECT count(*)::int AS count FROM (
    SELECT FROM messages unread
    WHERE unread.conversation_id = ${participant}.conversation_id AND unread.seq > ${participant}.read_seq
      AND ${visibleSql('unread.seq', `${participant}.visible_from_seq`)} AND unread.sender_id <> ${participant}.user_id
      AND unread.kind = 'text' AND unread.deleted_at IS NULL
    LIMIT ${limits.unreadCounted}
  ) AS counted`;
