import type { Database } from '../../database/connection.ts';
import type { Env } from '../../platform/env.ts';
import { createTicker } from '../../platform/ticker.ts';
import { createInsightRepository } from './insight.repository.ts';
import { createSeries, type Series } from './series.ts';
import { createUsage } from './usage.ts';

/** What an instance counts of itself, while it runs. */
export interface Insight {
  readonly repository: ReturnType<typeof createInsightRepository>;
  readonly series: Series;
  readonly analytics: boolean;
  answered(route: string, status: number, milliseconds: number): void;
  start(): void;
  /** Writes what was counted, and forgets what is old. */
  flush(): Promise<void>;
  /** Writes what is still to be written. */
  stop(): Promise<void>;
}

const everyMs = 60_000;

/** Nothing is counted of what is used unless the settings say so, and nothing is sent anywhere unless they say where. */
export function createInsight(deps: {
  readonly db: Database;
  readonly env: Pick<Env, 'ANALYTICS' | 'ANALYTICS_WEBHOOK_URL' | 'ANALYTICS_WEBHOOK_SECRET'>;
  readonly nodeId: string;
  readonly now: () => number;
  readonly logger: { warn(about: object, text: string): void };
}): Insight {
  const { env, logger } = deps;
  const { ANALYTICS_WEBHOOK_URL: url, ANALYTICS_WEBHOOK_SECRET: secret } = env;
  const analytics = env.ANALYTICS === 'on';
  const repository = createInsightRepository(deps.db);
  const series = createSeries(deps.now, deps.nodeId);
  const usage = createUsage({
    add: repository.addUses,
    sink: url === undefined || secret === undefined ? null : { url, secret },
    fetch,
    now: deps.now,
    failed: (reason) => logger.warn({ reason }, 'the counts of what is used could not be passed on'),
  });

  async function tidy(): Promise<void> {
    try {
      await usage.flush();
      await repository.forget();
    } catch (error) {
      logger.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'counts were not written, the next time goes on',
      );
    }
  }
  const ticker = createTicker(everyMs, tidy);

  return {
    repository,
    series,
    analytics,
    answered(route, status, milliseconds) {
      series.answered(route, status, milliseconds);
      if (analytics) usage.answered(route, status);
    },
    start: ticker.start,
    flush: ticker.now,
    async stop() {
      await ticker.now();
      await ticker.stop();
    },
  };
}
