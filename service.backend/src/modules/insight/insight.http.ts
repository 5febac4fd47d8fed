import { adminInsight, adminLive } from '@parley/shared/contract/insight.routes.ts';
import { sendTelemetry } from '@parley/shared/contract/telemetry.routes.ts';
import { countedPercentile } from '@parley/shared/models/telemetry.ts';
import type { ClientMetrics } from '../../platform/metrics/client-metrics.ts';
import type { Mount } from '../../platform/mount.ts';
import { added, noCounts, understood } from './counted.ts';
import type { createInsightRepository } from './insight.repository.ts';
import { pointsOf, slowestOf } from './live.ts';
import { noteTelemetry } from './note-telemetry.ts';
import type { Series } from './series.ts';

/** What the administrators' plots are made of. */
export interface InsightDeps {
  readonly repository: ReturnType<typeof createInsightRepository>;
  readonly series: Pick<Series, 'counted'>;
  /** What the other nodes counted, as far as they answer. */
  readonly others: () => Promise<readonly unknown[]>;
  readonly metrics: ClientMetrics;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Whether what is used is counted. */
  readonly analytics: boolean;
  /** In milliseconds, by a clock that does not jump. */
  readonly elapsed: () => number;
}

/** Counting days and people costs the database something: all administrators together ask for it once in this time. */
const rememberedMs = 30_000;

/** Telling what a device measured, and the administrators' plots. */
export function mountInsight({ mount }: Mount, deps: InsightDeps): void {
  const { repository, series } = deps;
  const answer = async () => {
    await repository.countDays();
    const [active, days, timings, use] = await Promise.all([
      repository.active(),
      repository.days(),
      repository.timings(),
      deps.analytics ? repository.uses() : null,
    ]);
    const delivery = timings.map(({ buckets, ...timing }) => {
      const counts = buckets.reduce((sum, one) => added(sum, one.map(Number)), noCounts());
      return { ...timing, p50: countedPercentile(counts, 0.5), p95: countedPercentile(counts, 0.95) };
    });
    return { active, days, delivery, use };
  };
  let remembered: { readonly at: number; readonly value: ReturnType<typeof answer> } | null = null;

  mount(sendTelemetry, async ({ body }) => {
    await repository.addTimings(body);
    noteTelemetry(deps.metrics, body);
    return { status: 204 };
  });

  mount(adminLive, async () => {
    const [nodes, others] = await Promise.all([repository.nodes(), deps.others()]);
    const counted = [series.counted(), ...understood(others, nodes)];
    return {
      status: 200,
      body: {
        nodes: Math.max(nodes.length, counted.length),
        heard: counted.length,
        points: pointsOf(counted, deps.now()),
        slowest: slowestOf(counted),
      },
    };
  });

  mount(adminInsight, async () => {
    if (remembered === null || deps.elapsed() - remembered.at > rememberedMs)
      remembered = { at: deps.elapsed(), value: answer() };
    const mine = remembered;
    const body = await mine.value.catch((error: unknown) => {
      // A failure is not remembered: the next one asks anew.
      if (remembered === mine) remembered = null;
      throw error;
    });
    return { status: 200, body };
  });
}
