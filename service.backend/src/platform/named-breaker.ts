import { type Breaker, type BreakerDeps, createBreaker } from './breaker.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';

/** A breaker before a dependency with a name: every change is a line of the log, its state is a metric. */
export function createNamedBreaker(
  dependency: string,
  { metrics, logger, ...rest }: Pick<BreakerDeps, 'isFailure' | 'refusal'> & { metrics: Metrics; logger: Logger },
): Breaker {
  const breaker = createBreaker({
    ...rest,
    now: metrics.now,
    onChange(state) {
      if (state === 'open') metrics.breakers.opened(dependency);
      logger.warn({ dependency, state }, 'a breaker changed');
    },
    onRefusal: () => metrics.breakers.refused(dependency),
  });
  metrics.breakers.watch(dependency, breaker.state);
  return breaker;
}
