import type { Database } from '../database/connection.ts';

/** One step of the mark of a conversation. */
export interface AnnouncedStep {
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
}

/** The table of what was announced: apart from the conversation, because it is written lazily. */
export interface AnnouncedRepository {
  /** Moves each mark that has reached `from`; answers where the marks stand that could be looked at. */
  move(steps: readonly AnnouncedStep[]): Promise<{ conversationId: string; seq: number }[]>;
}

const begin = `
  INSERT INTO announced (conversation_id, seq)
  SELECT id, 0 FROM conversations WHERE id = ANY($ids::uuid[])
  ON CONFLICT (conversation_id) DO NOTHING`;

// Rows that another node writes right now are passed over: it is tried again soon, and nobody waits or deadlocks.
const move = `
  WITH step AS (
    SELECT * FROM unnest($ids::uuid[], $from::bigint[], $upTo::bigint[]) AS step (id, lower, upper)
  ), free AS (
    SELECT conversation_id, lower, upper FROM announced JOIN step ON id = conversation_id
    FOR NO KEY UPDATE OF announced SKIP LOCKED
  )
  UPDATE announced a SET seq = CASE WHEN a.seq >= free.lower THEN GREATEST(a.seq, free.upper) ELSE a.seq END
  FROM free WHERE a.conversation_id = free.conversation_id
  RETURNING a.conversation_id AS "conversationId", a.seq`;

/** Writes through SQL. */
export function createAnnouncedRepository(db: Pick<Database, 'query'>): AnnouncedRepository {
  return {
    async move(steps) {
      const fresh = steps.filter(({ from }) => from === 0).map(({ conversationId }) => conversationId);
      if (fresh.length > 0) await db.query(begin, { ids: fresh });
      return db.query<{ conversationId: string; seq: number }>(move, {
        ids: steps.map(({ conversationId }) => conversationId),
        from: steps.map(({ from }) => from),
        upTo: steps.map(({ upTo }) => upTo),
      });
    },
  };
}
