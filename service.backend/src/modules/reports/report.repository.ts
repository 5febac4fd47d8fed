import type { ErrorGroup, ErrorSample } from '@parley/shared/contract/admin-reports.routes.ts';
import type { Database } from '../../database/connection.ts';

/** One occurrence, as it is kept. */
export interface Occurrence extends Omit<ErrorSample, 'at'> {
  readonly fingerprint: string;
  readonly side: 'client' | 'server';
  readonly name: string;
  readonly message: string;
  readonly place: string;
}

/** The table is bounded: the groups that were met longest ago go first, of each group the newest samples stay. */
const bounds = { groups: 500, samples: 10, days: 30, listed: 100 };

const group = `g.fingerprint, g.side, g.name, g.message, g.place, g.count, g.first_at AS "firstAt",
  g.last_at AS "lastAt", g.first_release AS "firstRelease", g.last_release AS "lastRelease", g.resolved_at AS "resolvedAt",
  (SELECT json_agg(coalesce(d.count, 0) ORDER BY s.day)
   FROM generate_series(current_date - 13, current_date, interval '1 day') AS s(day)
   LEFT JOIN error_days d ON d.fingerprint = g.fingerprint AND d.day = s.day::date) AS trend`;

// A release that met it while it was open, or was passed over since: each one's samples tell.
const metBefore = `EXISTS (SELECT FROM error_samples s WHERE s.fingerprint = g.fingerprint AND s.release = $release)`;

/** Errors, grouped and bounded. */
export function createReportRepository(db: Database) {
  return {
    async add({ frames, breadcrumbs, ...one }: Occurrence): Promise<void> {
      await db.transaction(async (tx) => {
        await db.query(
          `INSERT INTO error_groups AS g
             (fingerprint, side, name, message, place, count, first_release, last_release)
           VALUES ($fingerprint, $side, $name, $message, $place, 1, $release, $release)
           ON CONFLICT (fingerprint) DO UPDATE SET count = g.count + 1, last_at = clock_timestamp(),
             last_release = $release, place = $place,
             resolved_at = CASE WHEN $release IN (g.resolved_release, g.first_release) OR ${metBefore} THEN g.resolved_at END`,
          one,
          tx,
        );
        await db.query(
          `INSERT INTO error_days AS d (fingerprint, day, count) VALUES ($fingerprint, current_date, 1)
           ON CONFLICT (fingerprint, day) DO UPDATE SET count = d.count + 1`,
          { fingerprint: one.fingerprint },
          tx,
        );
        await db.query(
          `INSERT INTO error_samples (fingerprint, kind, release, page, who, frames, breadcrumbs)
           VALUES ($fingerprint, $kind, $release, $page, $who, $frames::jsonb, $breadcrumbs::jsonb)`,
          { ...one, frames: JSON.stringify(frames), breadcrumbs: JSON.stringify(breadcrumbs) },
          tx,
        );
        await db.query(
          `DELETE FROM error_samples WHERE fingerprint = $fingerprint AND id <= (
             SELECT id FROM error_samples WHERE fingerprint = $fingerprint ORDER BY id DESC OFFSET $kept LIMIT 1)`,
          { fingerprint: one.fingerprint, kept: bounds.samples },
          tx,
        );
      });
    },

    /** Forgets what is beyond the bounds. */
    async trim(): Promise<void> {
      await db.query(
        `DELETE FROM error_groups WHERE fingerprint IN (
           SELECT fingerprint FROM error_groups ORDER BY last_at DESC OFFSET $kept)`,
        { kept: bounds.groups },
      );
      await db.query('DELETE FROM error_days WHERE day < current_date - $days::int', { days: bounds.days });
    },

    async list(resolved: boolean): Promise<ErrorGroup[]> {
      return db.query<ErrorGroup>(
        `SELECT ${group} FROM error_groups g WHERE (g.resolved_at IS NOT NULL) = $resolved
         ORDER BY g.last_at DESC LIMIT $limit`,
        { resolved, limit: bounds.listed },
      );
    },

    async counts(): Promise<{ open: number; resolved: number }> {
      const [counts] = await db.query<{ open: number; resolved: number }>(
        `SELECT count(*) FILTER (WHERE resolved_at IS NULL)::int AS open, count(resolved_at)::int AS resolved
         FROM error_groups`,
      );
      return counts ?? { open: 0, resolved: 0 };
    },

    async find(fingerprint: string): Promise<ErrorGroup | null> {
      const sql = `SELECT ${group} FROM error_groups g WHERE g.fingerprint = $fingerprint`;
      const [row] = await db.query<ErrorGroup>(sql, { fingerprint });
      return row ?? null;
    },

    async samples(fingerprint: string): Promise<ErrorSample[]> {
      return db.query<ErrorSample>(
        `SELECT at, kind, release, page, who, frames, breadcrumbs FROM error_samples
         WHERE fingerprint = $fingerprint ORDER BY id DESC`,
        { fingerprint },
      );
    },

    async resolve(fingerprint: string, resolved: boolean): Promise<void> {
      await db.query(
        `UPDATE error_groups SET resolved_at = CASE WHEN $resolved THEN clock_timestamp() END,
           resolved_release = CASE WHEN $resolved THEN last_release END WHERE fingerprint = $fingerprint`,
        { fingerprint, resolved },
      );
    },
  };
}
