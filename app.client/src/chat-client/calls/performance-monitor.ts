import type { Clock } from '../ports.ts';

/** What happened under one name. Durations in milliseconds; percentiles over the most recent ones. */
export interface Measure {
  readonly name: string;
  readonly count: number;
  readonly failures: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly maximum: number;
}

/** Names and numbers, never a text, a token or an id. */
export interface PerformanceMonitor {
  /** Times it, also when it fails. */
  measure<T>(name: string, work: () => Promise<T>): Promise<T>;
  record(name: string, milliseconds: number, failed?: boolean): void;
  /** All measures by name. */
  report(): readonly Measure[];
}

const RECENT = 500;

interface Samples {
  count: number;
  failures: number;
  maximum: number;
  readonly recent: number[];
}

/** The smallest sample that at least this part of all samples does not exceed (nearest rank). */
export function percentile(ascending: readonly number[], part: number): number {
  const rank = Math.max(1, Math.ceil(ascending.length * part));
  return ascending[rank - 1] ?? 0;
}

/** Keeps the last 500 durations a name: a day's run takes no more memory than a minute's. */
export function createPerformanceMonitor(clock: Pick<Clock, 'elapsed'>): PerformanceMonitor {
  const samples = new Map<string, Samples>();

  function record(name: string, milliseconds: number, failed = false): void {
    const all = samples.get(name) ?? { count: 0, failures: 0, maximum: 0, recent: [] };
    samples.set(name, all);
    all.recent[all.count % RECENT] = milliseconds;
    all.count += 1;
    if (failed) all.failures += 1;
    all.maximum = Math.max(all.maximum, milliseconds);
  }

  return {
    record,
    async measure(name, work) {
      const began = clock.elapsed();
      try {
        const result = await work();
        record(name, clock.elapsed() - began);
        return result;
      } catch (error) {
        record(name, clock.elapsed() - began, true);
        throw error;
      }
    },
    report: () =>
      [...samples]
        .map(([name, { count, failures, maximum, recent }]) => {
          const ascending = [...recent].sort((a, b) => a - b);
          const at = (part: number) => percentile(ascending, part);
          return { name, count, failures, p50: at(0.5), p95: at(0.95), p99: at(0.99), maximum };
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
