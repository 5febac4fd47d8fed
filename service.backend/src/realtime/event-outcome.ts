import type { EventOutcome } from '../platform/metrics/request-metrics.ts';

/** How an event ended, by what it was answered: what the client did wrong is told apart from what went wrong here. */
export function outcomeOf(answer: object): EventOutcome {
  const { ok, code, status } = answer as Readonly<Partial<Record<'ok' | 'code' | 'status', unknown>>>;
  if (typeof status === 'number') return status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'ok';
  if (ok !== false) return 'ok';
  return code === 'UNAVAILABLE' || code === 'INTERNAL' ? 'failed' : 'refused';
}
