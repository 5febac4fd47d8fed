import { Redis } from 'ioredis';
import { type Breaker, probeEveryMs } from './breaker.ts';
import { isRedisFailure } from './insured.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createNamedBreaker } from './named-breaker.ts';
import { createTicker } from './ticker.ts';

/**
 * A connection that counts limits: while Redis is away it says so at once, and nobody waits for it. One that is frozen
 * looks as if it were there; then half a second a call is lost, until the breaker has seen enough of it.
 */
export function openLimitsRedis(
  url: string,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics },
): { readonly client: Redis; readonly breaker: Breaker; close(): Promise<void> } {
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 500 });
  // One line a change: one for every attempt to come back would drown all else.
  let told: string | null = null;
  client.on('error', ({ name, message }: Error) => {
    if (message === told) return;
    told = message;
    logger.warn({ reason: name, message }, 'the limits lost Redis');
  });
  client.on('ready', () => {
    if (told !== null) logger.warn('the limits have Redis again');
    told = null;
  });
  const breaker = createNamedBreaker('redis', {
    isFailure: isRedisFailure,
    refusal: () => new Error('Redis is away'),
    metrics,
    logger,
  });
  // At night nobody asks for anything, and an alert would go on over a Redis that is back.
  const looking = createTicker(2 * probeEveryMs, async () => {
    if (breaker.state() !== 'closed') await breaker.run(() => client.ping()).catch(() => undefined);
  });
  looking.start();
  return {
    client,
    breaker,
    async close() {
      await looking.stop();
      client.disconnect();
    },
  };
}
