import { type RateLimit, type RateLimitName, rateLimits } from '@parley/shared/limits.ts';
import type { Clock } from '../ports.ts';

/** Says how long to wait; never throws, never sleeps. */
export interface RateLimiter {
  /** Takes one, or says in how many milliseconds there will be one (0: it was taken). */
  take(name: RateLimitName): number;
  /** The same question without taking. */
  waitFor(name: RateLimitName): number;
  /** The server said so: nothing for this long. */
  obey(name: RateLimitName, milliseconds: number): void;
}

/**
 * A sliding log: exact, and short, since it need not remember more calls than the largest window allows. A call counts
 * from the moment it was made until its window's length has passed.
 */
export function createRateLimiter(
  clock: Pick<Clock, 'elapsed'>,
  table: Readonly<Record<RateLimitName, readonly RateLimit[]>> = rateLimits,
): RateLimiter {
  const logs = new Map<RateLimitName, number[]>();
  const blockedUntil = new Map<RateLimitName, number>();

  function waitFor(name: RateLimitName): number {
    const now = clock.elapsed();
    const log = logs.get(name) ?? [];
    const windows = table[name].map(({ points, seconds }) => {
      const blocking = log[log.length - points];
      return blocking === undefined ? 0 : blocking + seconds * 1000 - now;
    });
    return Math.max(0, (blockedUntil.get(name) ?? now) - now, ...windows);
  }

  return {
    waitFor,
    take(name) {
      const wait = waitFor(name);
      if (wait > 0) return wait;
      const most = Math.max(...table[name].map(({ points }) => points));
      logs.set(name, [...(logs.get(name) ?? []), clock.elapsed()].slice(-most));
      return 0;
    },
    obey(name, milliseconds) {
      blockedUntil.set(name, Math.max(blockedUntil.get(name) ?? 0, clock.elapsed() + milliseconds));
    },
  };
}
