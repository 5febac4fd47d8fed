import { type Telemetry, timingBounds } from '@parley/shared/models/telemetry.ts';
import type { ClientMetrics } from '../../platform/metrics/client-metrics.ts';

/** What one device tells of one thing counts for at most so many: it is not to drown the others. */
const mostOfOne = 100;
/** What took longer than the last bound counts as twice that: how much longer was not told. */
const beyond = 2 * Math.max(...timingBounds);

/** Passes on to Prometheus what a device told. Of too many the fast and the slow keep their proportion, and none is left out. */
export function noteTelemetry(metrics: ClientMetrics, { outboxAgeMs, timings }: Telemetry): void {
  metrics.report();
  metrics.outboxAge(outboxAgeMs / 1_000);
  for (const { name, failures, counts } of timings) {
    const told = counts.reduce((sum, count) => sum + count, 0);
    const part = Math.min(1, mostOfOne / Math.max(told, failures));
    for (const [place, count] of counts.entries()) {
      const seconds = (timingBounds[place] ?? beyond) / 1_000;
      if (count > 0) metrics.timed(name, seconds, Math.max(1, Math.round(count * part)));
    }
    if (failures > 0) metrics.failed(name, Math.max(1, Math.round(failures * part)));
  }
}
