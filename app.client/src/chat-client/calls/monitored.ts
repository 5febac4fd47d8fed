import type { Link } from './call.ts';
import type { PerformanceMonitor } from './performance-monitor.ts';

/** Measures every call by its route's name: what the user waits for, cache and pauses included. */
export const monitored =
  (monitor: PerformanceMonitor): Link =>
  (next) =>
  (route, input) =>
    monitor.measure(`api.${route.name}`, () => next(route, input));
