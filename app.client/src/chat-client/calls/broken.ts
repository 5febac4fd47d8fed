import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  SamplingBreaker,
} from 'cockatiel';
import { ApiError } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { Link } from './call.ts';

const PROBE_EVERY = 1_000;
// The breaker opens above its threshold, and we mean "half of them".
const HALF = 0.4999;
const WINDOW = 10_000;
const LEAST_CALLS = 20;

/** The server or the way to it is at fault, not the request. */
const isInfrastructure = (error: Error): boolean =>
  error instanceof ApiError && (error.source === 'wire' || error.code === 'UNAVAILABLE');

/**
 * A second from now, by a clock that does not jump: compared with the time of day, a circuit opened before someone set the
 * clock back by a day would stay open for a day.
 */
function probePause(clock: Pick<Clock, 'elapsed'>): IBackoff<unknown> {
  const opened = clock.elapsed();
  return {
    get duration() {
      return clock.elapsed() - opened >= PROBE_EVERY ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    },
    next: () => probePause(clock),
  };
}

/** A circuit breaker for each group of routes (the first word of their names): a failing search must not stop sending. */
export const broken = (clock: Pick<Clock, 'elapsed'>): Link => {
  const breakers = new Map<string, CircuitBreakerPolicy>();
  const breakerOf = (group: string): CircuitBreakerPolicy => {
    const known = breakers.get(group);
    if (known) return known;
    const breaker = circuitBreaker(handleWhen(isInfrastructure), {
      halfOpenAfter: { next: () => probePause(clock) },
      breaker: new SamplingBreaker({ threshold: HALF, duration: WINDOW, minimumRps: (LEAST_CALLS * 1000) / WINDOW }),
    });
    breakers.set(group, breaker);
    return breaker;
  };
  return (next) => async (route, input) => {
    try {
      return await breakerOf(route.name.split('.')[0] ?? '').execute(() => next(route, input));
    } catch (error) {
      throw error instanceof BrokenCircuitError
        ? new ApiError('CIRCUIT_OPEN', 'local', { retryAfterMs: PROBE_EVERY })
        : error;
    }
  };
};
