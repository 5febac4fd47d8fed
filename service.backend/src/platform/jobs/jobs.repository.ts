import type { Database, Tx } from '../../database/connection.ts';
import type { JobRow, Json, NewJob } from './job.ts';

/** What `JobRow` has of a row. */
export const jobColumns = `id, kind, owner_id AS "ownerId", conversation_id AS "conversationId", input, state, done, total, result,
  attempts, created_at AS "createdAt", ended_at AS "endedAt"`;

/** How long a run may be silent, in seconds: then it is taken for dead. */
const silence = 15;
/** A hint older than this was lost, in seconds. */
const stale = 30;

/** The rows of the jobs. What a run says counts only under its claim. */
export function createJobsRepository(db: Database) {
  /** Says something under a claim; false when it is another's by now, or over. */
  async function under(claim: string, id: string, change: string, binds: Record<string, string | number | null> = {}) {
    const rows = await db.query(
      `UPDATE jobs SET ${change} WHERE id = $id AND claim = $claim AND state = 'running' RETURNING id`,
      { id, claim, ...binds },
    );
    return rows.length > 0;
  }

  return {
    /** False when a job of this id is there already. */
    async insert({ id, kind, ownerId, conversationId, input }: NewJob, tx?: Tx): Promise<boolean> {
      const rows = await db.query(
        `INSERT INTO jobs (id, kind, owner_id, conversation_id, input)
         VALUES ($id, $kind, $ownerId, $conversationId, $input::jsonb) ON CONFLICT (id) DO NOTHING RETURNING id`,
        { id, kind, ownerId, conversationId: conversationId ?? null, input: JSON.stringify(input) },
        tx,
      );
      return rows.length > 0;
    },

    async find(id: string, tx?: Tx): Promise<JobRow | null> {
      const [row] = await db.query<JobRow>(`SELECT ${jobColumns} FROM jobs WHERE id = $id`, { id }, tx);
      return row ?? null;
    },

    /** Takes a job for this run; null when it is over, another run is at it, or it is of a kind that a newer node knows. */
    async claim(id: string, claim: string, kinds: readonly string[]): Promise<JobRow | null> {
      const [row] = await db.query<JobRow>(
        `UPDATE jobs SET state = 'running', claim = $claim, beat_at = clock_timestamp(), attempts = attempts + 1, done = 0
         WHERE id = $id AND kind = ANY($kinds::text[]) AND (state = 'waiting'
           OR (state = 'running' AND beat_at < clock_timestamp() - interval '${silence} seconds'))
         RETURNING ${jobColumns}`,
        { id, claim, kinds },
      );
      return row ?? null;
    },

    beat: (id: string, claim: string) => under(claim, id, 'beat_at = clock_timestamp()'),

    progress: (id: string, claim: string, done: number, total: number | null) =>
      under(claim, id, 'beat_at = clock_timestamp(), done = $done, total = COALESCE($total::bigint, total)', {
        done,
        total,
      }),

    end: (id: string, claim: string, state: 'done' | 'failed', result: Json) =>
      under(claim, id, 'state = $state, result = $result::jsonb, ended_at = clock_timestamp(), claim = NULL', {
        state,
        result: JSON.stringify(result),
      }),

    /** Gives it back: at once to whoever else is there, as if it had not been tried, or after a pause to whoever comes. */
    release: (id: string, claim: string, when: 'at once' | 'later') =>
      under(
        claim,
        id,
        `state = 'waiting', claim = NULL, ${
          when === 'later' ? 'hinted_at = clock_timestamp()' : 'hinted_at = NULL, attempts = attempts - 1'
        }`,
      ),

    /** False when it is over already. */
    async cancel(id: string): Promise<boolean> {
      const rows = await db.query(
        `UPDATE jobs SET state = 'cancelled', claim = NULL, ended_at = clock_timestamp()
         WHERE id = $id AND state IN ('waiting', 'running') RETURNING id`,
        { id },
      );
      return rows.length > 0;
    },

    /** Forgets those of a kind that have been over for a day. */
    async forget(kind: string): Promise<void> {
      await db.query("DELETE FROM jobs WHERE kind = $kind AND ended_at < clock_timestamp() - interval '1 day'", {
        kind,
      });
    },

    /** Those of which no queue knows, or none that still does anything. Marks them as hinted. */
    async unhinted(limit: number): Promise<string[]> {
      const rows = await db.query<{ id: string }>(
        `UPDATE jobs SET hinted_at = clock_timestamp() WHERE id IN (
           SELECT id FROM jobs WHERE (state = 'waiting' OR (state = 'running'
               AND beat_at < clock_timestamp() - interval '${silence} seconds'))
             AND (hinted_at IS NULL OR hinted_at < clock_timestamp() - interval '${stale} seconds')
           ORDER BY created_at LIMIT $limit FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        { limit },
      );
      return rows.map(({ id }) => id);
    },
  };
}

export type JobsRepository = ReturnType<typeof createJobsRepository>;
