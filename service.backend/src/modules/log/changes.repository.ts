import type { Change } from '@parley/shared/models/change.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { type ConversationRow, conversationColumns, hasConversation, toConversation } from './conversation.row.ts';
import { groupBy } from './group-by.ts';
import { ownFields } from './log.repository.ts';
import { hasMessage, type Maybe, type MessageRow, messageColumns, toMessage } from './message.row.ts';
import { hasParticipant, type ParticipantRow, participantColumns, toParticipant } from './participant.row.ts';
import { visibleSql } from './visible.ts';

/** Numbers `(from, upTo]` of one conversation, for someone who may see messages from `visibleFromSeq` on. */
export interface RangeAsked {
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
  readonly visibleFromSeq: number;
  /** About how many bytes of content may come; the range ends earlier where they are spent, after one number at least. */
  readonly bytes?: number;
}

/** What the log names in a range, as it is now. `upTo` is below what was asked where the bytes were spent. */
export interface RangeRead {
  readonly from: number;
  readonly upTo: number;
  readonly changes: readonly Change[];
}

type Row = Maybe<MessageRow> &
  Maybe<ParticipantRow> &
  Maybe<ConversationRow> & { readonly nth: number; readonly log_seq: number };

const ownKinds = ownFields.map((kind) => `'${kind}'`).join(', ');

// A thing touched several times in a range comes once, at its first number: it is as it is now either way. Each LIMIT
// says how few rows are meant; without it the planner, who cannot know how many ranges are asked, reads whole tables.
const changesSql = `
  WITH asked AS (
    SELECT * FROM json_to_recordset($asked::json)
      AS a(nth int, conversation_id uuid, lower bigint, upper bigint, visible_from bigint, bytes bigint)
  ), touched AS (
    SELECT a.nth, a.conversation_id, a.visible_from, a.bytes, l.seq, l.kind, l.message_id, l.user_id,
      row_number() OVER (PARTITION BY a.nth, l.message_id ORDER BY l.seq) AS nth_of_message,
      row_number() OVER (PARTITION BY a.nth, l.user_id ORDER BY l.seq) AS nth_of_user,
      row_number() OVER (PARTITION BY a.nth, l.kind IN (${ownKinds}) ORDER BY l.seq) AS nth_of_kind
    FROM asked a CROSS JOIN LATERAL (
      SELECT * FROM changes l
      WHERE l.conversation_id = a.conversation_id AND l.seq > a.lower AND l.seq <= a.upper
      ORDER BY l.seq LIMIT a.upper - a.lower
    ) AS l
  ), weighed AS (
    SELECT t.nth, t.conversation_id, t.seq AS log_seq, t.kind, t.user_id, t.bytes, t.nth_of_user, t.nth_of_kind,
      ${messageColumns('m')},
      sum(400 + COALESCE(octet_length(m.content), 0)) OVER range AS weight, row_number() OVER range AS place
    FROM touched t LEFT JOIN LATERAL (
      SELECT * FROM all_messages m
      WHERE t.nth_of_message = 1 AND m.conversation_id = t.conversation_id AND m.id = t.message_id
        AND ${visibleSql('m.seq', 't.visible_from')} LIMIT 1
    ) AS m ON true
    WINDOW range AS (PARTITION BY t.nth ORDER BY t.seq)
  )
  SELECT w.*, person.*, own.*
  FROM weighed w
  LEFT JOIN LATERAL (
    SELECT ${participantColumns('p', 'u')} FROM participants p JOIN users u ON u.id = p.user_id
    WHERE w.nth_of_user = 1 AND p.conversation_id = w.conversation_id AND p.user_id = w.user_id LIMIT 1
  ) AS person ON true
  LEFT JOIN LATERAL (
    SELECT ${conversationColumns('c')} FROM conversations c
    WHERE w.kind IN (${ownKinds}) AND w.nth_of_kind = 1 AND c.id = w.conversation_id LIMIT 1
  ) AS own ON true
  WHERE w.bytes IS NULL OR w.weight <= w.bytes OR w.place = 1
  ORDER BY w.nth, w.log_seq`;

/**
 * Reads ranges of several conversations in one statement: one snapshot, content as it is now, so that nothing that was
 * deleted or edited away can come back, and nothing that he may not see comes at all. Answers in the order of asking; what
 * several ask alike, with the same sight, is read once and shared.
 */
export async function readRanges(db: Database, asked: readonly RangeAsked[], tx?: Tx): Promise<readonly RangeRead[]> {
  if (asked.length === 0) return [];
  const keyOf = (one: RangeAsked) => [one.conversationId, one.from, one.upTo, one.visibleFromSeq, one.bytes].join();
  const distinct = [...new Map(asked.map((one) => [keyOf(one), one]))];
  const binds = {
    asked: JSON.stringify(
      distinct.map(([, { conversationId, from, upTo, visibleFromSeq, bytes }], nth) => ({
        nth,
        conversation_id: conversationId,
        lower: from,
        upper: upTo,
        visible_from: visibleFromSeq,
        bytes: bytes ?? null,
      })),
    ),
  };
  const rows = groupBy(await db.query<Row>(changesSql, binds, tx), (row) => row.nth);
  const read = new Map(
    distinct.map(([key, { from, upTo, bytes }], nth) => {
      const found = rows.get(nth) ?? [];
      const last = found.at(-1)?.log_seq ?? upTo;
      return [key, { from, upTo: bytes === undefined ? upTo : last, changes: found.flatMap(changesOf) }];
    }),
  );
  return asked.map((one) => read.get(keyOf(one)) ?? { from: one.from, upTo: one.from, changes: [] });
}

/** One number may touch several things: a joining is a message and a participant. */
function changesOf(row: Row): Change[] {
  const seq = row.log_seq;
  const changes: Change[] = [];
  if (hasMessage(row)) changes.push({ kind: 'message', seq, message: toMessage(row) });
  if (hasParticipant(row)) changes.push({ kind: 'participant', seq, participant: toParticipant(row) });
  if (hasConversation(row)) changes.push({ kind: 'conversation', seq, conversation: toConversation(row) });
  return changes;
}
