import type { Pool } from '../../database/connection.ts';
import { waitingBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';

/** `refused`: Postgres or the domain said no; `unavailable`: worth another try later. */
export type DatabaseOutcome = 'ok' | 'refused' | 'unavailable';

/** What the database takes, as this node sees it. */
export interface DatabaseMetrics {
  done(kind: 'query' | 'transaction', outcome: DatabaseOutcome, seconds: number): void;
  /** Somebody waited so long for a connection, and got it. */
  acquired(seconds: number): void;
  watch(read: () => Pool): void;
}

/** Statements on their own and whole transactions; those within a transaction are part of it. */
export function createDatabaseMetrics(instruments: Instruments): DatabaseMetrics {
  const work = instruments.histogram({
    name: 'parley_database_seconds',
    help: 'Statements and whole transactions by outcome, the wait for a connection included',
    labels: ['kind', 'outcome'],
    bounds: waitingBounds,
  });
  const waits = instruments
    .histogram({
      name: 'parley_database_pool_wait_seconds',
      help: 'Waits for a connection of the pool',
      bounds: waitingBounds,
    })
    .of();
  for (const kind of ['query', 'transaction']) for (const outcome of ['ok', 'unavailable']) work.of(kind, outcome);

  return {
    done: (kind, outcome, seconds) => work.of(kind, outcome)(seconds),
    acquired: waits,
    watch(read) {
      instruments.reading(
        { name: 'parley_database_pool_connections', help: 'Connections of the pool by state' },
        () => {
          const { used, idle } = read();
          return [
            { labels: { state: 'used' }, value: used },
            { labels: { state: 'idle' }, value: idle },
          ];
        },
      );
      instruments.reading(
        { name: 'parley_database_pool_limit', help: 'Connections the pool may have' },
        () => read().limit,
      );
      instruments.reading(
        { name: 'parley_database_pool_waiting', help: 'Who waits for a connection now' },
        () => read().waiting,
      );
    },
  };
}
