import { adminInstance } from '@parley/shared/contract/admin.routes.ts';
import type { Database } from '../../database/connection.ts';
import type { BreakerMetrics } from '../../platform/metrics/breaker-metrics.ts';
import type { Mount } from '../../platform/mount.ts';

/** Which process answers, and since when. */
export interface Instance {
  readonly nodeId: string;
  readonly startedAt: Date;
}

// The planner's estimate costs nothing; before the first statistics it is -1, and then the table is small enough to count.
const rows = (table: string) => `(SELECT CASE WHEN reltuples >= 10000 THEN reltuples::bigint::int
  ELSE (SELECT count(*)::int FROM ${table}) END FROM pg_class WHERE oid = '${table}'::regclass)`;

/** The head of the administrators' page. */
export function mountInstance(
  { mount }: Mount,
  {
    db,
    instance,
    metrics,
  }: { db: Database; instance: Instance; metrics: { breakers: Pick<BreakerMetrics, 'states'> } },
): void {
  mount(adminInstance, async () => {
    const [counts] = await db.query<{ people: number; conversations: number }>(
      `SELECT ${rows('users')} AS people, ${rows('conversations')} AS conversations`,
      {},
    );
    const { people = 0, conversations = 0 } = counts ?? {};
    return {
      status: 200,
      body: {
        nodeId: instance.nodeId,
        startedAt: instance.startedAt.toISOString(),
        people,
        conversations,
        breakers: metrics.breakers.states(),
      },
    };
  });
}
