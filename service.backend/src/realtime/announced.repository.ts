import type { Database, Tx } from '../database/connection.ts';

/** Numbers of a conversation that were announced: those after `from`, up to `upTo`. */
export interface Told {
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
  /** The life of the database that the numbers belong to. */
  readonly epoch: string;
}

/** The table of what was announced: apart from the conversation, because it is written lazily. */
export interface AnnouncedRepository {
  /**
   * Writes down what was announced, in whatever order: each mark stands below the first number that nobody has announced.
   * Of another life of the database nothing is written: its numbers may come again, and who takes them may die. Answers the
   * conversations of which nothing is left to be written; the others are another node's at this moment, or not begun.
   */
  add(told: readonly Told[]): Promise<string[]>;
}

const begin = `
  INSERT INTO announced (conversation_id, seq)
  SELECT id, 0 FROM conversations WHERE id = ANY($ids::uuid[]) ORDER BY id
  ON CONFLICT (conversation_id) DO NOTHING`;

// Rows that another node writes right now are passed over: it is tried again soon, and nobody waits or deadlocks.
const add = `
  WITH told AS (
    SELECT id, range_agg(int8range(lower, upper, '(]')) AS numbers
    FROM unnest($ids::uuid[], $from::bigint[], $upTo::bigint[]) AS told (id, lower, upper) GROUP BY id
  ), joined AS (
    SELECT conversation_id, int8multirange(int8range(0, seq, '[]')) + beyond + numbers AS numbers
    FROM announced JOIN told ON id = conversation_id
    FOR NO KEY UPDATE OF announced SKIP LOCKED
  ), marked AS (
    SELECT conversation_id, numbers, (SELECT upper(first) - 1 FROM unnest(numbers) AS first LIMIT 1) AS seq FROM joined
  )
  UPDATE announced a SET seq = marked.seq, beyond = numbers - int8multirange(int8range(0, marked.seq, '[]'))
  FROM marked WHERE a.conversation_id = marked.conversation_id
  RETURNING a.conversation_id AS id`;

/** Writes through SQL. */
export function createAnnouncedRepository(
  db: Pick<Database, 'query' | 'transaction'>,
  epochOf: (tx: Tx) => Promise<string>,
): AnnouncedRepository {
  async function write(told: readonly Told[], tx: Tx): Promise<readonly string[]> {
    if (told.length === 0) return [];
    const fresh = told.filter(({ from }) => from === 0).map(({ conversationId }) => conversationId);
    if (fresh.length > 0) await db.query(begin, { ids: fresh }, tx);
    const binds = {
      ids: told.map(({ conversationId }) => conversationId),
      from: told.map(({ from }) => from),
      upTo: told.map(({ upTo }) => upTo),
    };
    return (await db.query<{ id: string }>(add, binds, tx)).map(({ id }) => id);
  }

  return {
    // In one transaction: over another connection it might be another life than the one that was asked about.
    add: (told) =>
      db.transaction(async (tx) => {
        const now = await epochOf(tx);
        const ofNow = told.filter(({ epoch }) => epoch === now);
        const left = new Set(ofNow.map(({ conversationId }) => conversationId));
        for (const id of await write(ofNow, tx)) left.delete(id);
        return [...new Set(told.map(({ conversationId }) => conversationId))].filter((id) => !left.has(id));
      }),
  };
}
