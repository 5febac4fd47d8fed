import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { type ConversationRow, conversationColumns, toConversation } from '../log/conversation.row.ts';
import { groupBy } from '../log/group-by.ts';
import { hasMessage, type Maybe, type MessageRow, messageColumns, toMessage } from '../log/message.row.ts';
import { visibleSql } from '../log/visible.ts';
import { type MyStateRow, toMyState } from '../receipts/my-state.row.ts';
import { unreadSql } from '../receipts/unread.sql.ts';
import { createFacesRepository } from './faces.repository.ts';

type Row = ConversationRow &
  Maybe<MessageRow> &
  MyStateRow & {
    readonly user_id: string;
    readonly last_change_at: string;
    readonly participant_count: number;
    readonly peer_id: string | null;
    readonly peer_delivered_seq: number | null;
    readonly peer_read_seq: number | null;
  };

/** A line of somebody's list. */
interface LineNamed {
  readonly userId: string;
  readonly conversationId: string;
}

/** Where a page of the list begins: after this conversation, in the order of last changes. */
export interface ListPlace {
  readonly at: string;
  readonly id: string;
}

// The lines are picked first, each for a user, and only what is picked is counted and joined.
const summariesSql = (picked: string) => `
  WITH picked AS (${picked})
  SELECT me.user_id, ${conversationColumns('c')}, ${messageColumns('m')},
    c.seq AS head, c.last_change_at, me.joined_seq, me.visible_from_seq, me.role, me.delivered_seq, me.read_seq,
    me.unread_mark_seq, me.archived_seq, me.row_version, unread.count AS unread, present.count AS participant_count,
    peer.user_id AS peer_id, peer.delivered_seq AS peer_delivered_seq, peer.read_seq AS peer_read_seq
  FROM picked
  JOIN conversations c ON c.id = picked.id
  JOIN participants me ON me.conversation_id = c.id AND me.user_id = picked.user_id AND me.left_seq IS NULL
  LEFT JOIN LATERAL (
    SELECT * FROM all_messages m WHERE m.conversation_id = c.id AND m.seq = c.last_message_seq
      AND ${visibleSql('m.seq', 'me.visible_from_seq')} LIMIT 1
  ) AS m ON true
  LEFT JOIN LATERAL (
    SELECT p.user_id, p.delivered_seq, p.read_seq FROM participants p
    WHERE c.kind = 'direct' AND p.conversation_id = c.id AND p.user_id <> me.user_id LIMIT 1
  ) AS peer ON true
  CROSS JOIN LATERAL (
    SELECT count(*)::int FROM participants p WHERE p.conversation_id = c.id AND p.left_seq IS NULL
  ) AS present
  CROSS JOIN LATERAL (${unreadSql('me')}) AS unread
  ORDER BY c.last_change_at DESC, c.id DESC`;

const namedSql = summariesSql('SELECT * FROM unnest($userIds::uuid[], $ids::uuid[]) AS asked(user_id, id)');

const pageSql = summariesSql(`
  SELECT p.user_id, c.id FROM participants p JOIN conversations c ON c.id = p.conversation_id
  WHERE p.user_id = $userId AND p.left_seq IS NULL
    AND ($at::timestamptz IS NULL OR (c.last_change_at, c.id) < ($at::timestamptz, $id::uuid))
  ORDER BY c.last_change_at DESC, c.id DESC LIMIT $limit`);

/** Lines of the conversation list: two statements, however many lines. Conversations that one is not in are left out. */
export function createSummaryRepository(db: Database) {
  const faces = createFacesRepository(db);

  async function complete(rows: readonly Row[], tx?: Tx): Promise<ConversationSummary[]> {
    const people = await faces.of(rows.map(faceOf), tx);
    return rows.map((row, nth) => toSummary(row, people[nth] ?? []));
  }

  return {
    /** Lines of several people at once, by whose they are. */
    async named(lines: readonly LineNamed[], tx?: Tx): Promise<ReadonlyMap<string, readonly ConversationSummary[]>> {
      if (lines.length === 0) return new Map();
      const binds = {
        userIds: lines.map(({ userId }) => userId),
        ids: lines.map(({ conversationId }) => conversationId),
      };
      const rows = await db.query<Row>(namedSql, binds, tx);
      const told = (await complete(rows, tx)).map((summary, nth) => ({ summary, userId: rows[nth]?.user_id }));
      const groups = groupBy(told, ({ userId }) => String(userId));
      return new Map([...groups].map(([userId, own]) => [userId, own.map(({ summary }) => summary)]));
    },

    /** One page, the last changed first. Reads one line too many in order to know whether there is more. */
    async page(userId: string, after: ListPlace | null, limit: number, tx?: Tx) {
      const binds = { userId, at: after?.at ?? null, id: after?.id ?? null, limit: limit + 1 };
      const rows = await db.query<Row>(pageSql, binds, tx);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last ? { at: last.last_change_at, id: last.c_id } : null;
      return { summaries: await complete(page, tx), next };
    },
  };
}

export type SummaryRepository = ReturnType<typeof createSummaryRepository>;

const faceOf = (row: Row) => ({
  userId: row.user_id,
  conversationId: row.c_id,
  named: [row.m_sender_id, row.m_event?.userId].filter((id) => typeof id === 'string'),
});

const toSummary = (row: Row, people: readonly User[]): ConversationSummary => ({
  conversation: toConversation(row),
  head: row.head,
  me: toMyState(row),
  lastMessage: hasMessage(row) ? toMessage(row) : null,
  lastChangeAt: row.last_change_at,
  participantCount: row.participant_count,
  people: [...people],
  peer:
    row.peer_id === null || row.peer_delivered_seq === null || row.peer_read_seq === null
      ? null
      : { userId: row.peer_id, deliveredSeq: row.peer_delivered_seq, readSeq: row.peer_read_seq },
});
