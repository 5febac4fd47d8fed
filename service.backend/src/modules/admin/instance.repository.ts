import type { Database } from '../../database/connection.ts';

// The planner's estimate costs nothing; before the first statistics it is -1, and then the table is small enough to count.
const rows = (table: string) => `(SELECT CASE WHEN reltuples >= 10000 THEN reltuples::bigint::int
  ELSE (SELECT count(*)::int FROM ${table}) END FROM pg_class WHERE oid = '${table}'::regclass)`;

const sizeSql = `SELECT ${rows('users')} AS people, ${rows('conversations')} AS conversations`;

interface Size {
  readonly people: number;
  readonly conversations: number;
}

/** How large the instance is: to the person while it is small, as the planner estimates it later. */
export function createInstanceRepository(db: Database) {
  return {
    async size(): Promise<Size> {
      const [size] = await db.query<Size>(sizeSql);
      return size ?? { people: 0, conversations: 0 };
    },
  };
}

export type InstanceRepository = ReturnType<typeof createInstanceRepository>;
