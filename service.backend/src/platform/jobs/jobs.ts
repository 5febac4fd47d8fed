import type { Database, Tx } from '../../database/connection.ts';
import type { Logger } from '../logger.ts';
import type { JobMetrics } from '../metrics/job-metrics.ts';
import { createTicker } from '../ticker.ts';
import type { Hints } from './hints.ts';
import type { JobHandler, JobRow, NewJob } from './job.ts';
import { createJobsRepository } from './jobs.repository.ts';
import { createRunJob } from './run-job.ts';

/** Work that takes longer than a request: written down in the causing transaction, done by some process, once at a time. */
export interface Jobs {
  /** Who does the jobs of this kind. Said before `start`. `untilDone`: nobody could ask for it again, so it is never given up. */
  handle(kind: string, handler: JobHandler, options?: { readonly untilDone: boolean }): void;
  /** Writes it down; after the commit say `wake`. False when a job of this id is there already. */
  add(job: NewJob, tx?: Tx): Promise<boolean>;
  /** Tells a queue. Waits for nothing and cannot fail: what is not told, the sweeper tells. */
  wake(id: string): void;
  find(id: string, tx?: Tx): Promise<JobRow | null>;
  /** Its run stops at its next word. False when it was over already. */
  cancel(id: string): Promise<boolean>;
  /** Forgets those of a kind that have been over for a day. */
  forget(kind: string): Promise<void>;
  start(): Promise<void>;
  /** Looks for jobs that no queue knows of, now. */
  sweep(): Promise<void>;
  /** What runs is given back to whoever is left. */
  stop(): Promise<void>;
}

/** How often things are looked after, in milliseconds. */
export interface JobTimings {
  readonly sweepEvery: number;
  readonly beatEvery: number;
}

const usual: JobTimings = { sweepEvery: 5_000, beatEvery: 3_000 };
const sweptAtOnce = 100;

/** Jobs over a queue that only hints. */
export function createJobs(deps: {
  readonly db: Database;
  readonly hints: Hints;
  readonly logger: Logger;
  readonly metrics: JobMetrics;
  readonly timings?: Partial<JobTimings>;
}): Jobs {
  const { db, hints, logger, metrics } = deps;
  const { sweepEvery, beatEvery } = { ...usual, ...deps.timings };
  const repository = createJobsRepository(db);
  const handlers = new Map<string, JobHandler>();
  const neverGivenUp = new Set<string>();
  const ending = new AbortController();
  const run = createRunJob({
    repository,
    handlers,
    neverGivenUp,
    logger,
    metrics,
    beatEvery,
    mostAttempts: 3,
    ending: ending.signal,
  });
  const sweeper = createTicker(sweepEvery, sweep);

  async function sweep(): Promise<void> {
    try {
      await hints.open(run);
      for (const id of await repository.unhinted(sweptAtOnce)) await hints.tell(id);
    } catch (error) {
      logger.debug({ err: error }, 'jobs could not be swept, the next time goes on');
    }
  }

  return {
    handle(kind, handler, options) {
      handlers.set(kind, handler);
      if (options?.untilDone === true) neverGivenUp.add(kind);
      metrics.expect(kind);
    },
    add: (job, tx) => repository.insert(job, tx),
    wake(id) {
      if (ending.signal.aborted) return;
      void hints.tell(id).catch(() => logger.debug({ job: id }, 'nobody was told of a job, the sweeper will'));
    },
    find: (id, tx) => repository.find(id, tx),
    cancel: (id) => repository.cancel(id),
    forget: (kind) => repository.forget(kind),
    async start() {
      await sweeper.now();
      sweeper.start();
    },
    sweep: () => sweeper.now(),
    async stop() {
      ending.abort();
      await sweeper.stop();
      await hints.close().catch((error: unknown) => logger.debug({ err: error }, 'the queue did not close'));
    },
  };
}
