import { limits } from '@parley/shared/limits.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { JobRow } from '../../platform/jobs/job.ts';
import { jobColumns } from '../../platform/jobs/jobs.repository.ts';

/** Nobody looks through more. */
const mostListed = 100;

/** Why a link does not open: it never was one of his, or it was and is over. */
export type LinkUse = 'good' | 'spent' | 'unknown';

/** Links to exports, and what of them is over. */
export function createExportRepository(db: Database) {
  return {
    /** Locks what one person has under way, so that two requests cannot both find room. */
    async countUnfinished(ownerId: string, kinds: readonly string[], tx: Tx): Promise<number> {
      const sql = 'SELECT FROM users WHERE id = $ownerId AND erased_at IS NULL FOR NO KEY UPDATE';
      if ((await db.query(sql, { ownerId }, tx)).length === 0) throw new DomainError('UNAUTHENTICATED');
      const [row] = await db.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM jobs
         WHERE owner_id = $ownerId AND kind = ANY($kinds::text[]) AND state IN ('waiting', 'running')`,
        { ownerId, kinds },
        tx,
      );
      return row?.count ?? 0;
    },

    /** Of one person those that go on or were written, the newest first; none of a conversation that he is out of. */
    list: (ownerId: string, kinds: readonly string[]): Promise<JobRow[]> =>
      db.query<JobRow>(
        `SELECT ${jobColumns} FROM jobs
         WHERE owner_id = $ownerId AND kind = ANY($kinds::text[]) AND state IN ('waiting', 'running', 'done')
           AND (conversation_id IS NULL OR EXISTS (
             SELECT FROM participants p
             WHERE p.conversation_id = jobs.conversation_id AND p.user_id = jobs.owner_id AND p.left_seq IS NULL))
         ORDER BY created_at DESC, id LIMIT ${mostListed}`,
        { ownerId, kinds },
      ),

    async addLink(jobId: string, tokenHash: Buffer): Promise<string> {
      const [row] = await db.query<{ expiresAt: string }>(
        `INSERT INTO export_links (token_hash, job_id, expires_at)
         VALUES ($tokenHash, $jobId, clock_timestamp() + interval '${limits.exportLinkSeconds} seconds')
         RETURNING expires_at AS "expiresAt"`,
        { jobId, tokenHash },
      );
      if (!row) throw new Error('a link was not written');
      return row.expiresAt;
    },

    /** Takes it, once: of two who come with it in the same moment one finds it spent. */
    async useLink(jobId: string, tokenHash: Buffer): Promise<LinkUse> {
      const taken = await db.query(
        `UPDATE export_links SET used_at = clock_timestamp()
         WHERE token_hash = $tokenHash AND job_id = $jobId AND used_at IS NULL AND expires_at > clock_timestamp()
         RETURNING job_id`,
        { jobId, tokenHash },
      );
      if (taken.length > 0) return 'good';
      const known = await db.query('SELECT FROM export_links WHERE token_hash = $tokenHash AND job_id = $jobId', {
        jobId,
        tokenHash,
      });
      return known.length > 0 ? 'spent' : 'unknown';
    },

    /** Forgets what has been over for long enough, with its links. Returns whose files are to go. */
    async forgetOld(kinds: readonly string[]): Promise<string[]> {
      const rows = await db.query<{ file: string | null }>(
        `DELETE FROM jobs WHERE kind = ANY($kinds::text[])
           AND ended_at < clock_timestamp() - interval '${limits.exportKeptSeconds} seconds'
         RETURNING result ->> 'file' AS file`,
        { kinds },
      );
      return rows.flatMap(({ file }) => (file === null ? [] : [file]));
    },

    /** Returns whose file is to go: as it is in this moment, because it may just have been written. */
    async forget(jobId: string): Promise<string | null> {
      const sql = "DELETE FROM jobs WHERE id = $jobId RETURNING result ->> 'file' AS file";
      const [row] = await db.query<{ file: string | null }>(sql, { jobId });
      return row?.file ?? null;
    },
  };
}

export type ExportRepository = ReturnType<typeof createExportRepository>;
