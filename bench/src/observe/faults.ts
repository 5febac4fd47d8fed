import type { World } from '../chaos/world/world.ts';

/** Something that is broken, how it is mended, and what must be seen of it. */
export interface Fault {
  readonly name: string;
  readonly alerts: readonly string[];
  /** The panel and its query. */
  readonly panel: { readonly title: string; readonly expr: string };
  break(): Promise<void>;
  mend(): Promise<void>;
}

/** The three that everything stands on. */
export function faults({ redis, postgres, backends }: World): readonly Fault[] {
  const second = backends[1];
  return [
    {
      name: 'Redis',
      alerts: ['RedisAway'],
      panel: { title: 'Delivery, Redis', expr: 'min(parley_redis_whole)' },
      break: () => redis.kill(),
      mend: () => redis.restart(),
    },
    {
      name: 'Postgres',
      alerts: ['PostgresAway', 'BreakerOpen', 'ServerErrors'],
      panel: { title: 'Database, Put off', expr: 'max(parley:database:unavailable_ratio)' },
      break: () => postgres.kill(),
      mend: () => postgres.start(),
    },
    {
      name: 'a backend',
      alerts: ['BackendDown', 'FewerBackends'],
      panel: { title: 'Service, Backends', expr: 'parley:backends:up' },
      break: async () => second?.kill(),
      mend: async () => second?.start(),
    },
  ];
}
