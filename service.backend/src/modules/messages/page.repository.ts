import type { Message } from '@parley/shared/models/message.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { groupBy } from '../log/group-by.ts';
import { hasMessage, type Maybe, type MessageRow, messageColumns, toMessage } from '../log/message.row.ts';
import { visibleSql } from '../log/visible.ts';

/** For a user: up to `older` messages at or below `pivot`, and up to `newer` above it. A pivot above the head means the head. */
export interface PageAsked {
  readonly userId: string;
  readonly conversationId: string;
  readonly pivot: number;
  readonly older: number;
  readonly newer: number;
  /** About how many bytes of content may come; the older side ends where they are spent, after one message at least. */
  readonly bytes?: number;
}

/** All visible messages in `(from, upTo]`, ascending; `from` 0 when nothing is older. */
export interface PageRead {
  readonly asOf: number;
  readonly joinedSeq: number;
  readonly from: number;
  readonly upTo: number;
  readonly messages: readonly Message[];
}

type Row = Maybe<MessageRow> & {
  readonly nth: number;
  readonly head: number;
  readonly joined_seq: number;
  readonly fits: boolean | null;
};

// One row too many on each side tells whether there is more. One statement: head, membership and rows of one snapshot.
const pageSql = `
  WITH asked AS (
    SELECT a.*, c.seq AS head, p.joined_seq, p.visible_from_seq
    FROM json_to_recordset($asked::json) AS a(nth int, user_id uuid, conversation_id uuid, pivot bigint, older int, newer int, bytes bigint)
    JOIN conversations c ON c.id = a.conversation_id
    JOIN participants p ON p.conversation_id = a.conversation_id AND p.user_id = a.user_id AND p.left_seq IS NULL
  )
  SELECT a.nth, a.head, a.joined_seq, page.*
  FROM asked a LEFT JOIN LATERAL (
    (SELECT ${messageColumns('m')}, a.bytes IS NULL OR row_number() OVER newest = 1
        OR sum(400 + COALESCE(octet_length(m.content), 0)) OVER newest <= a.bytes AS fits
      FROM (
        SELECT * FROM all_messages m
        WHERE a.older > 0 AND m.conversation_id = a.conversation_id AND m.seq <= a.pivot
          AND ${visibleSql('m.seq', 'a.visible_from_seq')}
        ORDER BY m.seq DESC LIMIT a.older + 1
      ) AS m WINDOW newest AS (ORDER BY m.seq DESC))
    UNION ALL
    (SELECT ${messageColumns('m')}, true AS fits
      FROM all_messages m
      WHERE a.newer > 0 AND m.conversation_id = a.conversation_id AND m.seq > a.pivot
        AND ${visibleSql('m.seq', 'a.visible_from_seq')}
      ORDER BY m.seq LIMIT a.newer + 1)
  ) AS page ON true
  ORDER BY a.nth, page.m_seq`;

/** In the order of asking: a page each, or null where that user is not in. One statement for all of them. */
export async function readPages(
  db: Database,
  asked: readonly PageAsked[],
  tx?: Tx,
): Promise<readonly (PageRead | null)[]> {
  if (asked.length === 0) return [];
  const rows = await db.query<Row>(
    pageSql,
    {
      asked: JSON.stringify(
        asked.map(({ userId, conversationId, bytes, ...rest }, nth) => ({
          nth,
          user_id: userId,
          conversation_id: conversationId,
          bytes: bytes ?? null,
          ...rest,
        })),
      ),
    },
    tx,
  );
  const groups = groupBy(rows, (row) => row.nth);
  return asked.map((one, nth) => {
    const group = groups.get(nth);
    return group ? toPage(one, group) : null;
  });
}

function toPage({ pivot, older, newer }: PageAsked, rows: readonly Row[]): PageRead {
  const [{ head, joined_seq: joinedSeq } = { head: 0, joined_seq: 0 }] = rows;
  const found = rows.filter((row) => hasMessage(row));
  const below = found.filter((row) => row.m_seq <= pivot);
  const above = found.filter((row) => row.m_seq > pivot);
  const kept = below.filter((row) => row.fits).slice(-older);
  const keptBelow = older === 0 ? [] : kept;
  const keptAbove = above.slice(0, newer);
  const middle = Math.min(pivot, head);
  return {
    asOf: head,
    joinedSeq,
    from: older === 0 ? middle : below.length > keptBelow.length ? (keptBelow[0]?.m_seq ?? middle + 1) - 1 : 0,
    upTo: newer === 0 ? middle : above.length > keptAbove.length ? (keptAbove.at(-1)?.m_seq ?? middle) : head,
    messages: [...keptBelow, ...keptAbove].map(toMessage),
  };
}
