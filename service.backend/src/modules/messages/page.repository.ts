import type { Message } from '@parley/shared/models/message.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { groupBy } from '../log/group-by.ts';
import { hasMessage, type Maybe, type MessageRow, messageColumns, toMessage } from '../log/message.row.ts';
import { visibleSql } from '../log/visible.ts';

/** Up to `older` messages at or below `pivot`, and up to `newer` above it. A pivot above the head means the head. */
export interface PageAsked {
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
  readonly conversation_id: string;
  readonly head: number;
  readonly joined_seq: number;
  readonly fits: boolean | null;
};

// One row too many on each side tells whether there is more. One statement: head, membership and rows of one snapshot.
const pageSql = `
  WITH asked AS (
    SELECT a.*, c.seq AS head, p.joined_seq, p.visible_from_seq
    FROM json_to_recordset($asked::json) AS a(conversation_id uuid, pivot bigint, older int, newer int, bytes bigint)
    JOIN conversations c ON c.id = a.conversation_id
    JOIN participants p ON p.conversation_id = a.conversation_id AND p.user_id = $user AND p.left_seq IS NULL
  )
  SELECT a.conversation_id, a.head, a.joined_seq, page.*
  FROM asked a LEFT JOIN LATERAL (
    (SELECT ${messageColumns('m')}, a.bytes IS NULL OR row_number() OVER newest = 1
        OR sum(400 + COALESCE(octet_length(m.content), 0)) OVER newest <= a.bytes AS fits
      FROM (
        SELECT * FROM messages m
        WHERE a.older > 0 AND m.conversation_id = a.conversation_id AND m.seq <= a.pivot
          AND ${visibleSql('m.seq', 'a.visible_from_seq')}
        ORDER BY m.seq DESC LIMIT a.older + 1
      ) AS m WINDOW newest AS (ORDER BY m.seq DESC))
    UNION ALL
    (SELECT ${messageColumns('m')}, true AS fits
      FROM messages m
      WHERE a.newer > 0 AND m.conversation_id = a.conversation_id AND m.seq > a.pivot
        AND ${visibleSql('m.seq', 'a.visible_from_seq')}
      ORDER BY m.seq LIMIT a.newer + 1)
  ) AS page ON true
  ORDER BY a.conversation_id, page.m_seq`;

/** Pages of the conversations that this user is in; one he is not in has no page. One statement for all of them. */
export async function readPages(
  db: Database,
  userId: string,
  asked: readonly PageAsked[],
  tx?: Tx,
): Promise<ReadonlyMap<string, PageRead>> {
  if (asked.length === 0) return new Map();
  const rows = await db.query<Row>(
    pageSql,
    {
      user: userId,
      asked: JSON.stringify(
        asked.map(({ conversationId, bytes, ...rest }) => ({
          conversation_id: conversationId,
          bytes: bytes ?? null,
          ...rest,
        })),
      ),
    },
    tx,
  );
  const groups = groupBy(rows, (row) => row.conversation_id);
  return new Map(
    asked.flatMap((one) => {
      const group = groups.get(one.conversationId);
      return group ? [[one.conversationId, toPage(one, group)]] : [];
    }),
  );
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
