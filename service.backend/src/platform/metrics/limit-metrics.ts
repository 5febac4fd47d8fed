import { rateLimits } from '@parley/shared/limits.ts';
import type { Instruments } from './instruments.ts';

/** Rate limits that were hit, and whether they are counted together with the other nodes. */
export interface LimitMetrics {
  refused(limiter: string): void;
  /** Counted by this node alone, because Redis could not. */
  countedHere(): void;
}

/** By the name of the limiter: who was refused is nobody's business here. */
export function createLimitMetrics(instruments: Instruments): LimitMetrics {
  const refused = instruments.counter({
    name: 'parley_rate_limited_total',
    help: 'Calls refused by a rate limit, by its name',
    labels: ['limiter'],
  });
  for (const name of Object.keys(rateLimits)) refused.of(name)(0);
  const here = instruments
    .counter({
      name: 'parley_limits_counted_here_total',
      help: 'Calls counted by this node alone while Redis was away',
    })
    .of();
  return { refused: (limiter) => refused.of(limiter)(), countedHere: () => here() };
}
