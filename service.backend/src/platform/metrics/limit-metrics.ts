import type { Instruments } from './instruments.ts';

/** Rate limits that were hit, and whether they are counted together with the other nodes. */
export interface LimitMetrics {
  /** There is a limit of this name: that nobody was refused yet is told too, or the first would be no rise. */
  expect(limiter: string): void;
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
  const here = instruments
    .counter({
      name: 'parley_limits_counted_here_total',
      help: 'Calls counted by this node alone while Redis was away',
    })
    .of();
  return {
    expect: (limiter) => refused.of(limiter)(0),
    refused: (limiter) => refused.of(limiter)(),
    countedHere: () => here(),
  };
}
