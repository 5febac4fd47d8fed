import { panelQueries } from '@parley/local/observe/expressions.ts';
import type { World } from '../chaos/world/world.ts';

/** Something that is broken, how it is mended, and what must be seen of it. */
export interface Fault {
  readonly name: string;
  readonly alerts: readonly string[];
  readonly panel: Shown;
  break(): Promise<void>;
  mend(): Promise<void>;
}

/** What a panel must show, by the query that the dashboard itself asks. */
interface Shown {
  /** The board and the panel, as the runbook names them. */
  readonly title: string;
  readonly expr: string;
  /** Of several lines, the one that somebody would look at. */
  readonly worst: (...values: number[]) => number;
  readonly isRight: (value: number) => boolean;
}

/** The three that everything stands on. */
export function faults({ redis, postgres, backends }: World, window: string): readonly Fault[] {
  const second = backends[1];
  const panel = (title: string, worst: Shown['worst'], isRight: Shown['isRight']): Shown => {
    const [board = '', name = ''] = title.split(', ');
    const place = `Parley: ${board.toLowerCase()}: ${name}`;
    const query = panelQueries(window).find((one) => one.place === place);
    if (query === undefined) throw new Error(`no dashboard has the panel "${title}"`);
    return { title, expr: query.expr, worst, isRight };
  };
  return [
    {
      name: 'Redis',
      alerts: ['RedisAway', 'BreakerOpen'],
      panel: panel('Delivery, Redis', Math.min, (whole) => whole === 0),
      break: () => redis.kill(),
      mend: () => redis.restart(),
    },
    {
      name: 'Postgres',
      alerts: ['PostgresAway', 'BreakerOpen', 'ServerErrors'],
      panel: panel('Database, Put off', Math.max, (share) => share > 0.5),
      break: () => postgres.kill(),
      mend: () => postgres.start(),
    },
    {
      name: 'a backend',
      alerts: ['BackendDown', 'FewerBackends'],
      panel: panel('Service, Backends', Math.min, (up) => up === backends.length - 1),
      break: async () => second?.kill(),
      mend: async () => second?.start(),
    },
  ];
}
