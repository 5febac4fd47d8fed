import { type BreakerMetrics, createBreakerMetrics } from './breaker-metrics.ts';
import { type CacheMetrics, createCacheMetrics } from './cache-metrics.ts';
import { type ClientMetrics, createClientMetrics } from './client-metrics.ts';
import { createDatabaseMetrics, type DatabaseMetrics } from './database-metrics.ts';
import { createDeliveryMetrics, type DeliveryMetrics } from './delivery-metrics.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import { createJobMetrics, type JobMetrics } from './job-metrics.ts';
import { createLimitMetrics, type LimitMetrics } from './limit-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';
import { createSocketMetrics, type SocketMetrics } from './socket-metrics.ts';

/** Everything that is measured, made once by the composition root and handed down. */
export interface Metrics {
  readonly requests: RequestMetrics;
  readonly delivery: DeliveryMetrics;
  readonly sockets: SocketMetrics;
  readonly limits: LimitMetrics;
  readonly database: DatabaseMetrics;
  readonly breakers: BreakerMetrics;
  readonly jobs: JobMetrics;
  readonly caches: CacheMetrics;
  readonly clients: ClientMetrics;
  /** For what has no group of its own. */
  readonly instruments: Instruments;
  /** Milliseconds by a clock that does not jump. */
  now(): number;
  /** Seconds since such a moment. */
  since(began: number): number;
}

/** `now` in milliseconds, by a clock that does not jump. */
export function createMetrics(now: () => number = () => performance.now()): Metrics {
  const instruments = createInstruments();
  return {
    requests: createRequestMetrics(instruments),
    delivery: createDeliveryMetrics(instruments, now),
    sockets: createSocketMetrics(instruments),
    limits: createLimitMetrics(instruments),
    database: createDatabaseMetrics(instruments),
    breakers: createBreakerMetrics(instruments),
    jobs: createJobMetrics(instruments, now),
    caches: createCacheMetrics(instruments),
    clients: createClientMetrics(instruments),
    instruments,
    now,
    since: (began) => (now() - began) / 1_000,
  };
}
