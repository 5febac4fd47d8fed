import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

/** A connection that counts limits: while Redis is away it says so at once, and nobody waits for it. */
export function openLimitsRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 500 });
  redis.on('error', ({ name, message }: Error) => logger.warn({ reason: name, message }, 'the limits lost Redis'));
  return redis;
}
