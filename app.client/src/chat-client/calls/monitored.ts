import { ApiError } from '../failure.ts';
import type { Link } from './call.ts';
import type { PerformanceMonitor } from './performance-monitor.ts';

/** A server that says no has answered; asking again would not change it. */
const isFailure = (error: unknown): boolean =>
  !(error instanceof ApiError && error.source === 'server' && !error.retryable);

/** Measures every call by its route's name: what the user waits for, cache and pauses included. */
export const monitored =
  (monitor: PerformanceMonitor): Link =>
  (next) =>
  (route, input) =>
    monitor.measure(`api.${route.name}`, () => next(route, input), isFailure);
