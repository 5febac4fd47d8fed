import type { Telemetry } from '@parley/shared/models/telemetry.ts';
import type { Database } from '../../database/connection.ts';

/** One of the last days. */
export interface Day {
  readonly day: string;
  readonly people: number;
  readonly direct: number;
  readonly group: number;
}

const kinds = `(VALUES ('direct'), ('group')) AS k(kind)`;
const saidOn = (day: string) => `(SELECT count(*) FROM all_messages m JOIN conversations c ON c.id = m.conversation_id
  WHERE c.kind = k.kind AND m.kind = 'text' AND m.created_at >= ${day} AND m.created_at < ${day} + 1)`;

/** Counts by hour and day. Each question has a bound: a day, a month, fourteen rows. */
export function createInsightRepository(db: Database) {
  return {
    async addTimings({ timings }: Telemetry): Promise<void> {
      await db.transaction(async (tx) => {
        // In one order, so that two devices at once do not wait for each other.
        for (const { name, failures, counts } of timings.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
          await db.query(
            `INSERT INTO client_hours AS h (hour, name, count, failures, buckets)
             VALUES (date_trunc('hour', clock_timestamp()), $name, $count, $failures, $counts::bigint[])
             ON CONFLICT (hour, name) DO UPDATE SET count = h.count + excluded.count,
               failures = h.failures + excluded.failures,
               buckets = (SELECT array_agg(t.one + t.other ORDER BY t.place)
                 FROM unnest(h.buckets, excluded.buckets) WITH ORDINALITY AS t(one, other, place))`,
            { name, failures, count: counts.reduce((sum, count) => sum + count, 0), counts: `{${counts.join(',')}}` },
            tx,
          );
      });
    },

    async timings(): Promise<{ name: string; count: number; failures: number; buckets: number[][] }[]> {
      return db.query(
        `SELECT name, sum(count)::bigint AS count, sum(failures)::bigint AS failures, json_agg(buckets) AS buckets FROM client_hours
         WHERE hour > clock_timestamp() - interval '1 day' GROUP BY name ORDER BY name`,
      );
    },

    async addUses(counts: ReadonlyMap<string, number>): Promise<void> {
      const sorted = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
      await db.query(
        `INSERT INTO usage_days AS u (day, event, count)
         SELECT current_date, e.event, e.count
         FROM json_to_recordset($counts::json) AS e(event text, count bigint)
         ON CONFLICT (day, event) DO UPDATE SET count = u.count + excluded.count`,
        { counts: JSON.stringify(sorted.map(([event, count]) => ({ event, count }))) },
      );
    },

    async uses(): Promise<{ event: string; today: number; month: number }[]> {
      return db.query(
        `SELECT event, coalesce(sum(count) FILTER (WHERE day = current_date), 0)::bigint AS today, sum(count)::bigint AS month
         FROM usage_days WHERE day > current_date - 30 GROUP BY event ORDER BY month DESC, event`,
      );
    },

    async active(): Promise<{ day: number; week: number; month: number }> {
      const [row] = await db.query<{ day: number; week: number; month: number }>(
        `SELECT count(*) FILTER (WHERE last = current_date)::int AS day,
           count(*) FILTER (WHERE last > current_date - 7)::int AS week, count(*)::int AS month
         FROM (SELECT max(day) AS last FROM people_days WHERE day > current_date - 30 GROUP BY user_id) AS seen`,
      );
      return row ?? { day: 0, week: 0, month: 0 };
    },

    /** A day that is over is counted once and kept; a day at a time, so that no count takes longer than a day's. */
    async countDays(): Promise<void> {
      const missing = await db.query<{ day: string }>(
        `SELECT s.day::date::text AS day FROM generate_series(current_date - 13, current_date - 1, interval '1 day') AS s(day)
         WHERE NOT EXISTS (SELECT FROM message_days m WHERE m.day = s.day::date) ORDER BY 1`,
      );
      for (const { day } of missing)
        await db.query(
          `INSERT INTO message_days (day, kind, count) SELECT $day::date, k.kind, ${saidOn('$day::date')} FROM ${kinds}
           ON CONFLICT DO NOTHING`,
          { day },
        );
    },

    async days(): Promise<Day[]> {
      return db.query<Day>(
        `WITH said AS (
           SELECT day, kind, count FROM message_days WHERE day > current_date - 14
           UNION ALL SELECT current_date, k.kind, ${saidOn('current_date')} FROM ${kinds})
         SELECT s.day::date::text AS day,
           (SELECT count(*)::int FROM people_days p WHERE p.day = s.day::date) AS people,
           coalesce((SELECT sum(count)::bigint FROM said WHERE said.day = s.day::date AND kind = 'direct'), 0) AS direct,
           coalesce((SELECT sum(count)::bigint FROM said WHERE said.day = s.day::date AND kind = 'group'), 0) AS "group"
         FROM generate_series(current_date - 13, current_date, interval '1 day') AS s(day) ORDER BY 1`,
      );
    },

    /** The live ones. */
    async nodes(): Promise<string[]> {
      const rows = await db.query<{ id: string }>(
        `SELECT id FROM nodes WHERE heartbeat_at > clock_timestamp() - interval '10 seconds'`,
      );
      return rows.map(({ id }) => id);
    },

    /** Forgets who was there more than a month ago, and counts that nobody asks for any more. */
    async forget(): Promise<void> {
      await db.query('DELETE FROM people_days WHERE day < current_date - 31');
      await db.query(`DELETE FROM client_hours WHERE hour < clock_timestamp() - interval '31 days'`);
      await db.query('DELETE FROM usage_days WHERE day < current_date - 400');
      await db.query('DELETE FROM message_days WHERE day < current_date - 31');
    },
  };
}
