import type { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Breaker } from './breaker.ts';

/** One window of one limit. */
export interface Counter {
  /** Rejects with a `RateLimiterRes` when there is no token left. */
  consume(key: string): Promise<RateLimiterRes>;
  reward(key: string): Promise<RateLimiterRes>;
}

/** What says that Redis is gone: anything but an answer. */
export const isRedisFailure = (error: unknown): boolean => !(error instanceof RateLimiterRes);

/** Counts in Redis with the others; here alone while it does not answer, without waiting for it each time. */
export function createInsured(deps: {
  readonly shared: RateLimiterRedis;
  readonly alone: RateLimiterMemory;
  readonly breaker: Breaker;
  readonly onAlone: () => void;
}): Counter {
  const { shared, alone, breaker, onAlone } = deps;
  const either = async (name: keyof Counter, key: string): Promise<RateLimiterRes> => {
    try {
      return await breaker.run(() => shared[name](key));
    } catch (error) {
      if (!isRedisFailure(error)) throw error;
      onAlone();
      return alone[name](key);
    }
  };
  return { consume: (key) => either('consume', key), reward: (key) => either('reward', key) };
}
