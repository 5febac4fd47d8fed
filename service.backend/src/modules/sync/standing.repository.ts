import type { ConversationKind, Mark, Participant } from '@parley/shared/models/conversation.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { groupBy } from '../log/group-by.ts';
import { type ParticipantRow, participantColumns, toParticipant } from '../log/participant.row.ts';

/** Where a user stands in one conversation: all that the digest and a comparison with a head need. */
export interface Standing {
  readonly conversationId: string;
  readonly kind: ConversationKind;
  readonly seq: number;
  readonly logFloor: number;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  readonly deliveredSeq: number;
  readonly readSeq: number;
  readonly rowVersion: number;
  readonly peer: { readonly deliveredSeq: number; readonly readSeq: number } | null;
}

/** Which conversations: those with ids in `(after, upTo]` (null: no bound), and those that are named. */
export interface StandingAsked {
  readonly after: string | null;
  readonly upTo: string | null;
  readonly named: readonly string[];
}

interface Row {
  readonly conversation_id: string;
  readonly kind: ConversationKind;
  readonly seq: number;
  readonly log_floor: number;
  readonly joined_seq: number;
  readonly visible_from_seq: number;
  readonly delivered_seq: number;
  readonly read_seq: number;
  readonly row_version: number;
  readonly peer_delivered_seq: number | null;
  readonly peer_read_seq: number | null;
}

const standingsSql = `
  SELECT p.conversation_id, c.kind, c.seq, c.log_floor, p.joined_seq, p.visible_from_seq, p.delivered_seq, p.read_seq,
    p.row_version, peer.delivered_seq AS peer_delivered_seq, peer.read_seq AS peer_read_seq
  FROM participants p
  JOIN conversations c ON c.id = p.conversation_id
  LEFT JOIN LATERAL (
    SELECT * FROM participants other
    WHERE c.kind = 'direct' AND other.conversation_id = c.id AND other.user_id <> p.user_id LIMIT 1
  ) AS peer ON true
  WHERE p.user_id = $user AND p.left_seq IS NULL AND (
    p.conversation_id = ANY($named::uuid[])
    OR ($after::uuid IS NULL OR p.conversation_id > $after::uuid) AND ($upTo::uuid IS NULL OR p.conversation_id <= $upTo::uuid)
  )
  ORDER BY p.conversation_id`;

const toStanding = (row: Row): Standing => ({
  conversationId: row.conversation_id,
  kind: row.kind,
  seq: row.seq,
  logFloor: row.log_floor,
  joinedSeq: row.joined_seq,
  visibleFromSeq: row.visible_from_seq,
  deliveredSeq: row.delivered_seq,
  readSeq: row.read_seq,
  rowVersion: row.row_version,
  peer:
    row.peer_delivered_seq === null || row.peer_read_seq === null
      ? null
      : { deliveredSeq: row.peer_delivered_seq, readSeq: row.peer_read_seq },
});

/** What a comparison reads: each a single statement, however many conversations. */
export function createStandingRepository(db: Database) {
  return {
    async standings(userId: string, { after, upTo, named }: StandingAsked, tx?: Tx): Promise<Standing[]> {
      const rows = await db.query<Row>(standingsSql, { user: userId, after, upTo, named: [...named] }, tx);
      return rows.map(toStanding);
    },

    /** When this user left conversations that he was in once. */
    async departures(userId: string, ids: readonly string[], tx: Tx): Promise<ReadonlyMap<string, number>> {
      if (ids.length === 0) return new Map();
      const rows = await db.query<{ conversation_id: string; left_seq: number }>(
        `SELECT conversation_id, left_seq FROM participants
         WHERE user_id = $user AND left_seq IS NOT NULL AND conversation_id = ANY($ids::uuid[])`,
        { user: userId, ids: [...ids] },
        tx,
      );
      return new Map(rows.map((row) => [row.conversation_id, row.left_seq]));
    },

    /** Everybody who is or was in each of these, in the order they joined. */
    async participants(ids: readonly string[], tx: Tx): Promise<ReadonlyMap<string, readonly Participant[]>> {
      if (ids.length === 0) return new Map();
      const rows = await db.query<ParticipantRow & { conversation_id: string }>(
        `SELECT p.conversation_id, ${participantColumns('p', 'u')} FROM participants p JOIN users u ON u.id = p.user_id
         WHERE p.conversation_id = ANY($ids::uuid[]) ORDER BY p.joined_seq, u.username`,
        { ids: [...ids] },
        tx,
      );
      const groups = groupBy(rows, (row) => row.conversation_id);
      return new Map([...groups].map(([id, people]) => [id, people.map(toParticipant)]));
    },

    /** How far each of those present has come, in the conversations among these that this user is in. */
    async marks(userId: string, ids: readonly string[], tx?: Tx): Promise<ReadonlyMap<string, readonly Mark[]>> {
      if (ids.length === 0) return new Map();
      const rows = await db.query<{ c: string } & Mark>(
        `SELECT p.conversation_id AS c, p.user_id AS "userId", p.delivered_seq AS "deliveredSeq", p.read_seq AS "readSeq"
         FROM participants p
         JOIN participants me ON me.conversation_id = p.conversation_id AND me.user_id = $user AND me.left_seq IS NULL
         WHERE p.conversation_id = ANY($ids::uuid[]) AND p.left_seq IS NULL ORDER BY p.conversation_id, p.user_id`,
        { user: userId, ids: [...ids] },
        tx,
      );
      const groups = groupBy(rows, (row) => row.c);
      return new Map([...groups].map(([id, marks]) => [id, marks.map(({ c: _, ...mark }) => mark)]));
    },
  };
}

export type StandingRepository = ReturnType<typeof createStandingRepository>;
