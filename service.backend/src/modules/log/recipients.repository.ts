import type { Change } from '@parley/shared/models/change.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { readRanges } from './changes.repository.ts';

/** Who is in a conversation at one version of its membership, and from where on each may see. */
export interface Present {
  readonly membershipVersion: number;
  readonly present: readonly { readonly userId: string; readonly visibleFromSeq: number }[];
}

/** What was committed after a number, with those who are present, all in one snapshot. */
export interface Tail extends Present {
  readonly epoch: string;
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
  /** Null where the log is cut or the tail is longer than what was asked for: then only a poke is left to say. */
  readonly changes: readonly Change[] | null;
}

interface PresentRow {
  readonly seq: number;
  readonly log_floor: number;
  readonly membership_version: number;
  readonly people: readonly { readonly user_id: string; readonly visible_from_seq: number }[];
}

const presentSql = `
  SELECT c.seq, c.log_floor, c.membership_version, COALESCE((
    SELECT json_agg(json_build_object('user_id', p.user_id, 'visible_from_seq', p.visible_from_seq) ORDER BY p.user_id)
    FROM participants p WHERE p.conversation_id = c.id AND p.left_seq IS NULL), '[]') AS people
  FROM conversations c WHERE c.id = $conversation`;

async function readPresent(db: Database, conversationId: string, tx?: Tx): Promise<PresentRow | null> {
  const [row] = await db.query<PresentRow>(presentSql, { conversation: conversationId }, tx);
  return row ?? null;
}

const toPresent = (row: PresentRow): Present => ({
  membershipVersion: row.membership_version,
  present: row.people.map((person) => ({ userId: person.user_id, visibleFromSeq: person.visible_from_seq })),
});

/** Version and people in one statement: people of now under a version of before would let a removed one listen on. */
export async function presentAt(db: Database, conversationId: string, tx?: Tx): Promise<Present | null> {
  const row = await readPresent(db, conversationId, tx);
  return row && toPresent(row);
}

/** For who announces what another left: rows and membership of one snapshot, or a later edit could leak to one removed. */
export function tailOf(
  db: Database,
  epochs: Epochs,
  { conversationId, from, most }: { conversationId: string; from: number; most: number },
): Promise<Tail | null> {
  return db.transaction(
    async (tx) => {
      const row = await readPresent(db, conversationId, tx);
      if (!row) return null;
      const epoch = await epochs.current(tx);
      const told = row.seq - from <= most && from >= row.log_floor;
      const asked = { conversationId, from, upTo: row.seq, visibleFromSeq: 0 };
      const range = told ? (await readRanges(db, [asked], tx)).get(conversationId) : undefined;
      return { ...toPresent(row), epoch, conversationId, from, upTo: row.seq, changes: range?.changes ?? null };
    },
    { snapshot: true },
  );
}
