import type { BreakerState } from '../breaker.ts';
import type { Instruments } from './instruments.ts';

/** The breakers as they stand, and how often they opened and refused. */
export interface BreakerMetrics {
  /** `read` is asked whenever somebody looks. */
  watch(dependency: string, read: () => BreakerState): void;
  opened(dependency: string): void;
  refused(dependency: string): void;
  /** All of them, as they stand now. */
  states(): { readonly dependency: string; readonly state: BreakerState }[];
}

const states = ['closed', 'half-open', 'open'] as const;

/** One line a state, of which one is 1: so a panel can name them. */
export function createBreakerMetrics(instruments: Instruments): BreakerMetrics {
  const breakers = new Map<string, () => BreakerState>();
  const opened = instruments.counter({
    name: 'parley_breaker_opened_total',
    help: 'How often a breaker opened',
    labels: ['dependency'],
  });
  const refused = instruments.counter({
    name: 'parley_breaker_refused_total',
    help: 'Calls refused because a breaker was open',
    labels: ['dependency'],
  });
  instruments.reading({ name: 'parley_breaker_state', help: 'Breakers by dependency: 1 in the state it is in' }, () =>
    [...breakers].flatMap(([dependency, read]) =>
      states.map((state) => ({ labels: { dependency, state }, value: Number(read() === state) })),
    ),
  );
  return {
    watch(dependency, read) {
      breakers.set(dependency, read);
      opened.of(dependency)(0);
      refused.of(dependency)(0);
    },
    opened: (dependency) => opened.of(dependency)(),
    refused: (dependency) => refused.of(dependency)(),
    states: () => [...breakers].map(([dependency, read]) => ({ dependency, state: read() })),
  };
}
