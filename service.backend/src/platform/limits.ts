import { type RateLimit, type RateLimitName, rateLimits } from '@parley/shared/limits.ts';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Breaker } from './breaker.ts';
import { DomainError } from './domain-error.ts';
import { createInsured } from './insured.ts';
import type { LimitMetrics } from './metrics/limit-metrics.ts';
import { type LimitStanding, policyOf, stateOf } from './rate-limit-headers.ts';

/** Hears how a limit stands after a call. */
type Tell = (standing: LimitStanding) => void;

/** One limit: every window of it must hold. */
export interface Limiter {
  /** Takes a token, or fails with RATE_LIMITED and how long to wait. Either way it tells how the limit stands. */
  take(key: string, tell?: Tell): Promise<void>;
  /** Gives the token back: what it was taken for turned out not to count. */
  giveBack(key: string): Promise<void>;
}

/** The limits of the contract by name, and a maker for those that only the server knows. */
export interface Limits {
  take(name: RateLimitName, key: string, tell?: Tell): Promise<void>;
  giveBack(name: RateLimitName, key: string): Promise<void>;
  limiter(name: string, windows: readonly RateLimit[]): Limiter;
  /** The windows of a limit of the contract, as this instance has them. */
  windowsOf(name: RateLimitName): readonly RateLimit[];
  /** So many times as much as the contract has one person may do here: above 1 in a load harness alone. */
  readonly scale: number;
}

// These protect accounts, not capacity: the scale does not widen them, nor those that only the server knows.
const unscaled: ReadonlySet<string> = new Set<RateLimitName>(['signIn', 'register']);

/** The Redis they are counted in, with the breaker before it; null where this process is alone. */
export interface LimitsDeps {
  readonly redis: { readonly client: Redis; readonly breaker: Breaker } | null;
  readonly scale: number;
  /** How many may register from one address in an hour; left out, as the contract has it. */
  readonly signUpsAnHour?: number;
  readonly metrics?: LimitMetrics;
}

/**
 * Counts in Redis, so that all processes count together; in memory where there is none, and while it is away (each
 * process then keeps a share of its own, which is stricter than nothing and never fails a request).
 */
export function createLimits({ redis, scale, signUpsAnHour, metrics }: LimitsDeps): Limits {
  function windowsOf(name: RateLimitName): readonly RateLimit[] {
    const factor = unscaled.has(name) ? 1 : scale;
    const own = name === 'register' ? signUpsAnHour : undefined;
    return rateLimits[name].map(({ points, seconds }) => ({ points: own ?? points * factor, seconds }));
  }

  function limiter(name: string, windows: readonly RateLimit[]): Limiter {
    metrics?.expect(name);
    const policy = policyOf(name, windows);
    const counters = windows.map(({ points, seconds }) => {
      const options = { keyPrefix: `limit:${name}:${seconds}`, points, duration: seconds };
      const alone = new RateLimiterMemory(options);
      if (redis === null) return alone;
      const shared = new RateLimiterRedis({ ...options, storeClient: redis.client, rejectIfRedisNotReady: true });
      return createInsured({ shared, alone, breaker: redis.breaker, onAlone: () => metrics?.countedHere() });
    });
    return {
      async take(key, tell) {
        const states: string[] = [];
        const note = (index: number, standing: RateLimiterRes) =>
          void states.push(stateOf(name, windows[index]?.seconds ?? 0, standing));
        for (const [index, counter] of counters.entries()) {
          const standing = await counter.consume(key).catch(standingOf);
          const refused = standing instanceof Refused;
          if (tell !== undefined) note(index, refused ? standing.reason : standing);
          if (!refused) continue;
          tell?.({ policy, state: states.join(', ') });
          // What was refused costs nothing: who asks too often waits for the window, not for his own impatience.
          for (const taken of counters.slice(0, index + 1)) await taken.reward(key);
          metrics?.refused(name);
          throw new DomainError('RATE_LIMITED', { retryAfterMs: standing.reason.msBeforeNext });
        }
        tell?.({ policy, state: states.join(', ') });
      },
      async giveBack(key) {
        for (const counter of counters) await counter.reward(key);
      },
    };
  }

  const named = Object.fromEntries(
    (Object.keys(rateLimits) as RateLimitName[]).map((name) => [name, limiter(name, windowsOf(name))]),
  ) as Record<RateLimitName, Limiter>;
  return {
    scale,
    limiter,
    windowsOf,
    take: (name, key, tell) => named[name].take(key, tell),
    giveBack: (name, key) => named[name].giveBack(key),
  };
}

/** A window without a token left. */
class Refused {
  readonly reason: RateLimiterRes;
  constructor(reason: RateLimiterRes) {
    this.reason = reason;
  }
}

/** The library throws how the window stands; what else it throws goes on. */
function standingOf(reason: unknown): Refused {
  if (reason instanceof RateLimiterRes) return new Refused(reason);
  throw reason;
}
