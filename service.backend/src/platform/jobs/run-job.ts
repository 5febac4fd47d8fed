import { randomUUID } from 'node:crypto';
import type { Logger } from '../logger.ts';
import type { JobMetrics } from '../metrics/job-metrics.ts';
import { createTicker } from '../ticker.ts';
import type { JobHandler, JobRow } from './job.ts';
import type { JobsRepository } from './jobs.repository.ts';
import { createRests } from './rests.ts';

interface RunDeps {
  readonly repository: JobsRepository;
  readonly handlers: ReadonlyMap<string, JobHandler>;
  /** The kinds that are tried until they are done. */
  readonly neverGivenUp: ReadonlySet<string>;
  readonly logger: Logger;
  readonly metrics: JobMetrics;
  readonly beatEvery: number;
  readonly mostAttempts: number;
  /** Falls when this process ends. */
  readonly ending: AbortSignal;
}

/** Why a run stops before it is through: nothing went wrong. */
class Stopped extends Error {}

/** Claims a job and does it, or lets it be. Never fails: what becomes of it stands in its row. */
export function createRunJob(deps: RunDeps) {
  const { repository, handlers, neverGivenUp, logger, metrics, beatEvery, mostAttempts, ending } = deps;
  return async (id: string): Promise<void> => {
    const claim = randomUUID();
    const row = await repository.claim(id, claim, [...handlers.keys()]).catch((error: unknown) => {
      logger.warn({ err: error, job: id }, 'a job could not be claimed, the sweeper comes back to it');
      return null;
    });
    if (row === null) return;

    const stop = new AbortController();
    const end = () => stop.abort(new Stopped('the process ends'));
    ending.addEventListener('abort', end);
    if (ending.aborted) end();
    const own = (isOurs: boolean) => {
      if (!isOurs) stop.abort(new Stopped('cancelled, or taken over'));
      stop.signal.throwIfAborted();
    };
    // A database that is away for a moment ends no run: its next word tells whether it is still ours.
    const beat = createTicker(beatEvery, () =>
      repository
        .beat(id, claim)
        .then(own)
        .catch(() => undefined),
    );
    beat.start();
    try {
      const handler = handlers.get(row.kind);
      if (handler === undefined) throw new Error(`nobody does jobs of the kind ${row.kind}`);
      const progress = async (done: number, total?: number) =>
        own(await repository.progress(id, claim, done, total ?? null));
      const result = await metrics.run(
        row.kind,
        () => handler({ row, signal: stop.signal, progress, rest: createRests(stop.signal) }),
        () => stop.signal.aborted,
      );
      await repository.end(id, claim, 'done', result);
    } catch (error) {
      await settle(error, stop.signal.aborted, row);
    } finally {
      ending.removeEventListener('abort', end);
      await beat.stop();
    }

    async function settle(error: unknown, stopped: boolean, { kind, attempts }: JobRow): Promise<void> {
      if (!stopped) logger.warn({ err: error, job: id, kind, attempts }, 'a job failed');
      const again = stopped || attempts < mostAttempts || neverGivenUp.has(kind);
      const written = again
        ? repository.release(id, claim, stopped ? 'at once' : 'later')
        : repository.end(id, claim, 'failed', {});
      await written.catch(() =>
        logger.warn({ job: id }, 'the end of a job could not be written, its silence tells it'),
      );
    }
  };
}
