import { absenceBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';

/** Work that nobody waits for. */
export interface JobMetrics {
  /** There may be jobs of this name: how often they failed is told before one does, or a rise from nothing would be no rise. */
  expect(job: string): void;
  /**
   * Does it, and notes how long it took and whether it failed; the failure goes on to the caller. Where `isStopped` says so,
   * nothing failed: somebody wanted no more of it, or another goes on with it.
   */
  run<T>(job: string, work: () => Promise<T>, isStopped?: () => boolean): Promise<T>;
}

/** By the job's name, which is one of a few. */
export function createJobMetrics(instruments: Instruments, now: () => number): JobMetrics {
  const jobs = instruments.histogram({
    name: 'parley_job_seconds',
    help: 'Jobs by name and outcome',
    labels: ['job_kind', 'outcome'],
    bounds: absenceBounds,
  });
  return {
    expect(job) {
      for (const outcome of ['ok', 'failed']) jobs.of(job, outcome);
    },
    async run(job, work, isStopped) {
      const began = now();
      try {
        const result = await work();
        jobs.of(job, 'ok')((now() - began) / 1_000);
        return result;
      } catch (error) {
        jobs.of(job, isStopped?.() === true ? 'stopped' : 'failed')((now() - began) / 1_000);
        throw error;
      }
    },
  };
}
