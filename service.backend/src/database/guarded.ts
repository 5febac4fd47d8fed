import { BreakerOpen, probeEveryMs } from '../platform/breaker.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { Logger } from '../platform/logger.ts';
import type { DatabaseOutcome } from '../platform/metrics/database-metrics.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { createNamedBreaker } from '../platform/named-breaker.ts';
import type { Database } from './connection.ts';
import { isPoolExhausted, isUnreachable } from './transient.ts';

/** How long nothing may have come back before a pool without a free connection means a database that is gone. */
const silenceMs = 900;

/**
 * The door to Postgres with somebody at it who measures, and who shuts it while Postgres is gone: then a request is put
 * off at once instead of holding a place in the pool. What belongs to a transaction that runs is let through.
 */
export function guardDatabase(db: Database, deps: { readonly metrics: Metrics; readonly logger: Logger }): Database {
  const { metrics, logger } = deps;
  const { now } = metrics;
  let answeredAt = now();

  /** A full pool may be busy or stuck: as long as answers come, it is busy, and shutting the door would help nobody. */
  const isGone = (error: unknown): boolean => {
    if (!(error instanceof DomainError) || error.code !== 'UNAVAILABLE') return false;
    return isPoolExhausted(error.cause) ? now() - answeredAt > silenceMs : isUnreachable(error.cause);
  };

  const breaker = createNamedBreaker('postgres', {
    isFailure: isGone,
    refusal: () => new DomainError('UNAVAILABLE', { retryAfterMs: probeEveryMs, cause: new BreakerOpen('breaker') }),
    metrics,
    logger,
  });
  metrics.database.watch(db.pool);

  async function measured<T>(kind: 'query' | 'transaction', work: () => Promise<T>): Promise<T> {
    const began = now();
    let outcome: DatabaseOutcome = 'ok';
    try {
      return await breaker.run(work);
    } catch (error) {
      outcome = error instanceof DomainError && error.code === 'UNAVAILABLE' ? 'unavailable' : 'refused';
      throw error;
    } finally {
      if (outcome !== 'unavailable') answeredAt = now();
      metrics.database.done(kind, outcome, metrics.since(began));
    }
  }

  return {
    ...db,
    query: (sql, binds, tx) =>
      tx === undefined ? measured('query', () => db.query(sql, binds)) : db.query(sql, binds, tx),
    transaction: (work, options) => measured('transaction', () => db.transaction(work, options)),
    ping: () => measured('query', () => db.ping()),
  };
}
