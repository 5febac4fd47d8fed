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

/** Which of a user's conversations: those with ids in `(after, upTo]` (null: no bound), and those that are named. */
export interface StandingAsked {
  readonly userId: string;
  readonly after: string | null;
  readonly upTo: string | null;
  readonly named: readonly string[];
}

interface Row {
  readonly nth: number;
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

// Each asker's rows are looked up by themselves: the planner, who cannot know how many ask, would read whole tables.
const standingsSql = `
  SELECT a.nth, mine.*
  FROM json_to_recordset($asked::json) AS a(nth int, user_id uuid, after uuid, up_to uuid, named uuid[])
  CROSS JOIN LATERAL (
  SELECT p.conversation_id, c.kind, c.seq, c.log_floor, p.joined_seq, p.visible_from_seq, p.delivered_seq, p.read_seq,
    p.row_version, peer.delivered_seq AS peer_delivered_seq, peer.read_seq AS peer_read_seq
  FROM participants p
  JOIN conversations c ON c.id = p.conversation_id
  LEFT JOIN LATERAL (
    SELECT * FROM participants other
    WHERE c.kind = 'direct' AND other.conversation_id = c.id AND other.user_id <> p.user_id LIMIT 1
  ) AS peer ON true
  WHERE p.user_id = a.user_id AND p.left_seq IS NULL AND (
    p.conversation_id = ANY(a.named)
    OR (a.after IS NULL OR p.conversation_id > a.after) AND (a.up_to IS NULL OR p.conversation_id <= a.up_to)
  )
  ORDER BY p.conversation_id OFFSET 0
  ) AS mine
  ORDER BY a.nth, mine.conversation_id`;

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

/** A conversation that somebody may have left. */
interface Departure {
  readonly userId: string;
  readonly conversationId: string;
}

/** What a comparison reads: each a single statement, however many ask about however many conversations. */
export function createStandingRepository(db: Database) {
  return {
    /** In the order of asking: where each asker stands in what he asks about. */
    async standings(asked: readonly StandingAsked[], tx?: Tx): Promise<readonly (readonly Standing[])[]> {
      const rows = asked.map(({ userId, after, upTo, named }, nth) => ({
        nth,
        user_id: userId,
        after,
        up_to: upTo,
        named,
      }));
      const found = groupBy(await db.query<Row>(standingsSql, { asked: JSON.stringify(rows) }, tx), (row) => row.nth);
      return asked.map((_, nth) => (found.get(nth) ?? []).map(toStanding));
    },

    /** In the order of asking: when this user left this conversation; null where he is in, or never was. */
    async departures(asked: readonly Departure[], tx: Tx): Promise<readonly (number | null)[]> {
      if (asked.length === 0) return [];
      const rows = await db.query<{ left_seq: number | null }>(
        `SELECT p.left_seq
         FROM unnest($users::uuid[], $ids::uuid[]) WITH ORDINALITY AS a(user_id, conversation_id, nth)
         LEFT JOIN participants p ON p.user_id = a.user_id AND p.conversation_id = a.conversation_id ORDER BY a.nth`,
        { users: asked.map(({ userId }) => userId), ids: asked.map(({ conversationId }) => conversationId) },
        tx,
      );
      return rows.map((row) => row.left_seq);
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
    async marks(userId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Mark[]>> {
      if (ids.length === 0) return new Map();
      const isIn =
        'JOIN participants me ON me.conversation_id = p.conversation_id AND me.user_id = $user AND me.left_seq IS NULL';
      return toMarks(await db.query<MarkRow>(marksSql(isIn), { user: userId, ids: [...ids] }));
    },

    /** The same for everybody who asks in this snapshot: that they are in was found in it. */
    async marksOf(ids: readonly string[], tx: Tx): Promise<ReadonlyMap<string, readonly Mark[]>> {
      if (ids.length === 0) return new Map();
      return toMarks(await db.query<MarkRow>(marksSql(''), { ids: [...ids] }, tx));
    },
  };
}

type MarkRow = { readonly c: string } & Mark;

const marksSql = (condition: string) => `
  SELECT p.conversation_id AS c, p.user_id AS "userId", p.delivered_seq AS "deliveredSeq", p.read_seq AS "readSeq"
  FROM participants p ${condition}
  WHERE p.conversation_id = ANY($ids::uuid[]) AND p.left_seq IS NULL ORDER BY p.conversation_id, p.user_id`;

function toMarks(rows: readonly MarkRow[]): ReadonlyMap<string, readonly Mark[]> {
  const groups = groupBy(rows, (row) => row.c);
  return new Map([...groups].map(([id, marks]) => [id, marks.map(({ c: _, ...mark }) => mark)]));
}

export type StandingRepository = ReturnType<typeof createStandingRepository>;
