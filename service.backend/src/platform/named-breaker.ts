import { type Breaker, type BreakerDeps, type BreakerState, createBreaker } from './breaker.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';

/** A breaker before a dependency with a name: that it opened and that it closed are a line of the log each, its state is a metric. */
export function createNamedBreaker(
  dependency: string,
  { metrics, logger, ...rest }: Pick<BreakerDeps, 'isFailure' | 'refusal'> & { metrics: Metrics; logger: Logger },
): Breaker {
  let told: BreakerState = 'closed';
  const breaker = createBreaker({
    ...rest,
    now: metrics.now,
    onChange(state) {
      // A try that failed is no opening: an hour would be thousands of them, and as many lines.
      if (state === 'half-open' || state === told) return;
      told = state;
      if (state === 'open') metrics.breakers.opened(dependency);
      logger.warn({ dependency, state }, 'a breaker changed');
    },
    onRefusal: () => metrics.breakers.refused(dependency),
  });
  metrics.breakers.watch(dependency, breaker.state);
  return breaker;
}
