import { DomainError } from '../platform/domain-error.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { EventOutcome } from '../platform/metrics/request-metrics.ts';
import type { Handlers } from './inbound.ts';

/** The same handlers, each with a watch: what the client did wrong is told apart from what went wrong here. */
export function countHandlers(handlers: Handlers, { requests, now, since }: Metrics): Handlers {
  const counted = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (...args: Parameters<typeof handle>) => {
      const began = now();
      let outcome: EventOutcome = 'ok';
      try {
        // Each handler gets what its own event carries: `inbound.ts` parsed it by the same name.
        return await (handle as (...same: typeof args) => Promise<object>)(...args);
      } catch (error) {
        outcome = outcomeOf(error);
        throw error;
      } finally {
        requests.event(name, outcome, since(began));
      }
    },
  ]);
  return Object.fromEntries(counted) as Handlers;
}

const outcomeOf = (error: unknown): EventOutcome =>
  error instanceof DomainError && error.code !== 'UNAVAILABLE' && error.code !== 'INTERNAL' ? 'refused' : 'failed';
