import type { Board } from './panel.ts';
import { now, perSecond, quantile } from './queries.ts';

/** What the service stands on: Postgres, Redis and the work that nobody waits for. */
export const databaseBoard: Board = {
  uid: 'parley-database',
  title: 'Parley: database',
  rows: [
    {
      title: 'Postgres',
      panels: [
        {
          title: 'Statements and transactions',
          about: 'unavailable: put off, the asker tries again. refused: Postgres or a rule said no.',
          unit: 'ops',
          queries: [perSecond('parley_database_seconds_count', ['kind', 'outcome'], '{{kind}} {{outcome}}')],
        },
        {
          title: 'Duration, p99',
          about: 'With the wait for a connection.',
          unit: 's',
          queries: [quantile(0.99, 'parley_database_seconds', ['kind'], '{{kind}}')],
        },
        {
          title: 'Put off',
          about: 'Share that could not be done now. Above a half is PostgresAway.',
          unit: 'percentunit',
          max: 1,
          queries: [now('parley:database:unavailable_ratio', '{{instance}}')],
        },
        {
          title: 'Pool',
          about: 'Connections in use and idle; used at its limit means that others wait.',
          unit: 'short',
          queries: [
            now('sum by (instance, state) (parley_database_pool_connections)', '{{instance}} {{state}}'),
            now('parley_database_pool_limit', '{{instance}} limit'),
          ],
        },
        {
          title: 'Waiting for a connection',
          about: 'Who waits now.',
          unit: 'short',
          queries: [now('parley_database_pool_waiting', '{{instance}}')],
        },
        {
          title: 'Wait for a connection, p99',
          about: 'Above 500 ms is PoolExhausted: the pool is too small, or statements are too slow.',
          unit: 's',
          queries: [now('parley:database_pool_wait_seconds:p99', '{{instance}}')],
        },
      ],
    },
    {
      title: 'Breakers',
      panels: [
        {
          title: 'Not closed',
          about: '1 while a breaker is open or tries: BreakerOpen.',
          unit: 'short',
          max: 1,
          queries: [
            now('sum by (instance, dependency) (parley_breaker_state{state!="closed"})', '{{instance}} {{dependency}}'),
          ],
        },
        {
          title: 'Refused by a breaker',
          about: 'Answered at once instead of waiting for somebody who is gone.',
          unit: 'ops',
          queries: [perSecond('parley_breaker_refused_total', ['dependency'], '{{dependency}}')],
        },
        {
          title: 'Limits counted alone',
          about: 'Calls whose limits each backend counted by itself, because Redis did not answer.',
          unit: 'ops',
          queries: [perSecond('parley_limits_counted_here_total', ['instance'], '{{instance}}')],
        },
      ],
    },
    {
      title: 'Jobs',
      panels: [
        {
          title: 'Jobs',
          about: 'By kind and outcome. Failures are JobsFail.',
          unit: 'ops',
          queries: [perSecond('parley_job_seconds_count', ['job_kind', 'outcome'], '{{job_kind}} {{outcome}}')],
        },
        {
          title: 'Duration of jobs, p95',
          about: 'Nobody waits for them, but they hold connections.',
          unit: 's',
          queries: [quantile(0.95, 'parley_job_seconds', ['job_kind'], '{{job_kind}}')],
        },
      ],
    },
  ],
};
