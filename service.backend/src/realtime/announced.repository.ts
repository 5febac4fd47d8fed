import type { Database } from '../database/connection.ts';

/** Numbers of a conversation that were announced: those after `from`, up to `upTo`. */
export interface Told {
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
}

/** The table of what was announced: apart from the conversation, because it is written lazily. */
export interface AnnouncedRepository {
  /**
   * Writes down what was announced, in whatever order: each mark stands below the first number that nobody has announced.
   * Answers the conversations it was written for; the others are another node's at this moment, or not begun.
   */
  add(told: readonly Told[]): Promise<string[]>;
}

const begin = `
  INSERT INTO announced (conversation_id, seq)
  SELECT id, 0 FROM conversations WHERE id = ANY($ids::uuid[])
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
export function createAnnouncedRepository(db: Pick<Database, 'query'>): AnnouncedRepository {
  return {
    async add(told) {
      const fresh = told.filter(({ from }) => from === 0).map(({ conversationId }) => conversationId);
      if (fresh.length > 0) await db.query(begin, { ids: fresh });
      const rows = await db.query<{ id: string }>(add, {
        ids: told.map(({ conversationId }) => conversationId),
        from: told.map(({ from }) => from),
        upTo: told.map(({ upTo }) => upTo),
      });
      return rows.map(({ id }) => id);
    },
  };
}
