import type { ExportedMessage, ExportedPerson, ExportHead } from '@parley/shared/models/export.ts';
import type { SystemEvent } from '@parley/shared/models/message.ts';
import type { Database } from '../../database/connection.ts';
import { lateClaim } from '../log/message.row.ts';
import { visibleSql } from '../log/visible.ts';

/** Numbers `(after, upTo]` of a conversation, for one who is in it. */
export interface Span {
  readonly userId: string;
  readonly conversationId: string;
  readonly after: number;
  readonly upTo: number;
}

interface Row {
  readonly seq: number | null;
  readonly id: string;
  readonly kind: 'text' | 'system';
  readonly sender_id: string;
  readonly content: string | null;
  readonly event: SystemEvent | null;
  readonly created_at: string;
  readonly composed_at: string | null;
  readonly edited_at: string | null;
}

interface PlaceRow {
  readonly conversation: ExportHead['conversation'];
  readonly upToSeq: number;
  readonly visibleFromSeq: number;
}

const isMine = `p.conversation_id = $conversationId AND p.user_id = $userId AND p.left_seq IS NULL`;

/** Reads a conversation in spans of its numbers. Each statement asks by itself whether the reader is still in. */
export function createSpanRepository(db: Database) {
  return {
    /** null for who is not in it. */
    async place(userId: string, conversationId: string): Promise<PlaceRow | null> {
      const [row] = await db.query<PlaceRow>(
        `SELECT c.seq AS "upToSeq", p.visible_from_seq AS "visibleFromSeq", json_build_object('id', c.id, 'kind', c.kind,
           'title', c.title, 'createdAt', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
         ) AS conversation
         FROM conversations c JOIN participants p ON p.conversation_id = c.id WHERE ${isMine}`,
        { userId, conversationId },
      );
      return row ?? null;
    },

    people: (conversationId: string): Promise<ExportedPerson[]> =>
      db.query<ExportedPerson>(
        `SELECT u.id, u.username, u.display_name AS "displayName", p.role, p.joined_seq AS "joinedSeq",
           p.left_seq AS "leftSeq"
         FROM participants p JOIN users u ON u.id = p.user_id WHERE p.conversation_id = $conversationId ORDER BY u.id`,
        { conversationId },
      ),

    /** null when the reader is not in it any more, empty at the end. */
    async page({ userId, conversationId, after, upTo }: Span, limit: number): Promise<ExportedMessage[] | null> {
      const rows = await db.query<Row>(
        `SELECT m.* FROM (SELECT p.visible_from_seq FROM participants p WHERE ${isMine}) AS me LEFT JOIN LATERAL (
           SELECT seq, id, kind, sender_id, content, event, created_at, composed_at, edited_at FROM all_messages m
           WHERE m.conversation_id = $conversationId AND m.seq > $after AND m.seq <= $upTo AND m.deleted_at IS NULL
             AND ${visibleSql('m.seq', 'me.visible_from_seq')}
           ORDER BY m.seq LIMIT $limit
         ) AS m ON true ORDER BY m.seq`,
        { userId, conversationId, after, upTo, limit },
      );
      return rows.length === 0 ? null : rows.flatMap(toExported);
    },

    /** What is there, and what was deleted after the number `since`. */
    async count({ userId, conversationId, after, upTo }: Span, since: number) {
      const [row] = await db.query<{ present: number; deletedSince: number }>(
        `SELECT (count(*) FILTER (WHERE m.deleted_at IS NULL))::int AS present,
           (count(*) FILTER (WHERE m.deleted_at IS NOT NULL AND m.rev > $since))::int AS "deletedSince"
         FROM all_messages m JOIN participants p ON p.conversation_id = m.conversation_id
         WHERE ${isMine} AND m.seq > $after AND m.seq <= $upTo
           AND ${visibleSql('m.seq', 'p.visible_from_seq')}`,
        { userId, conversationId, after, upTo, since },
      );
      return row ?? { present: 0, deletedSince: 0 };
    },
  };
}

export type SpanRepository = ReturnType<typeof createSpanRepository>;

function toExported(row: Row): ExportedMessage[] {
  if (row.seq === null) return [];
  const composedAt = lateClaim(row.composed_at, row.created_at);
  return [
    {
      seq: row.seq,
      id: row.id,
      at: row.created_at,
      ...(composedAt === null ? {} : { composedAt }),
      ...(row.edited_at === null ? {} : { editedAt: row.edited_at }),
      kind: row.kind,
      senderId: row.sender_id,
      ...(row.content === null ? {} : { content: row.content }),
      ...(row.event === null ? {} : { event: row.event }),
    },
  ];
}
