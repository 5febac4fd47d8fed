import { absenceBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';

/** Work that nobody waits for. */
export interface JobMetrics {
  /** Does it, and notes how long it took and whether it failed; the failure goes on to the caller. */
  run<T>(job: string, work: () => Promise<T>): Promise<T>;
  /** How many wait by queue; asked whenever somebody looks. */
  watch(read: () => Readonly<Record<string, number>>): void;
}

/** By the job's name, which is one of a few. */
export function createJobMetrics(instruments: Instruments, now: () => number): JobMetrics {
  const jobs = instruments.histogram({
    name: 'parley_job_seconds',
    help: 'Jobs by name and outcome',
    labels: ['job', 'outcome'],
    bounds: absenceBounds,
  });
  return {
    async run(job, work) {
      const began = now();
      try {
        const result = await work();
        jobs.of(job, 'ok')((now() - began) / 1_000);
        return result;
      } catch (error) {
        jobs.of(job, 'failed')((now() - began) / 1_000);
        throw error;
      }
    },
    watch(read) {
      instruments.reading({ name: 'parley_jobs_waiting', help: 'Jobs that wait, by queue' }, () =>
        Object.entries(read()).map(([queue, value]) => ({ labels: { queue }, value })),
      );
    },
  };
}
