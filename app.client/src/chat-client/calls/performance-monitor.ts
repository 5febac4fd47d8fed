import { speedLimitOf } from '@parley/shared/speed.ts';
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

/** One duration, and when it ended, in milliseconds since 1970. */
export interface Timed {
  readonly at: number;
  readonly milliseconds: number;
}

/** Why something took long, as far as this device can tell. */
export type SlowReason = 'failed' | 'offline' | 'hidden' | 'unknown';

/** Something that took longer than nineteen of twenty may. */
export interface SlowThing extends Timed {
  readonly name: string;
  readonly limit: number;
  readonly why: SlowReason;
  /** The how manieth slow thing it is. */
  readonly nth: number;
}

/** Names and numbers, never a text, a token or an id. */
export interface PerformanceMonitor {
  /** Times it, also when it fails; what is thrown counts as a failure unless `isFailure` says no. */
  measure<T>(name: string, work: () => Promise<T>, isFailure?: (error: unknown) => boolean): Promise<T>;
  record(name: string, milliseconds: number, failed?: boolean): void;
  /** All measures by name. */
  report(): readonly Measure[];
  /** The most recent durations of one name, the oldest first. */
  recent(name: string): readonly Timed[];
  /** The last slow things, the newest first. */
  slow(): readonly SlowThing[];
  /** Hears of everything that is recorded, until the returned function is called. */
  subscribe(listener: (name: string, milliseconds: number, failed: boolean) => void): () => void;
}

const RECENT = 500;
const SLOW = 20;

interface Samples {
  count: number;
  failures: number;
  maximum: number;
  readonly recent: Timed[];
}

/** The smallest sample that at least this part of all samples does not exceed (nearest rank). */
export function percentile(ascending: readonly number[], part: number): number {
  const rank = Math.max(1, Math.ceil(ascending.length * part));
  return ascending[rank - 1] ?? 0;
}

/** Keeps the last 500 durations a name and the last 20 slow things: a day's run takes no more memory than a minute's. */
export function createPerformanceMonitor(
  clock: Pick<Clock, 'elapsed' | 'now'>,
  circumstance: (name: string, milliseconds: number) => SlowReason = () => 'unknown',
): PerformanceMonitor {
  const samples = new Map<string, Samples>();
  const listeners = new Set<(name: string, milliseconds: number, failed: boolean) => void>();
  let slow: readonly SlowThing[] = [];
  let slowCount = 0;

  function record(name: string, milliseconds: number, failed = false): void {
    const all = samples.get(name) ?? { count: 0, failures: 0, maximum: 0, recent: [] };
    samples.set(name, all);
    const timed = { at: clock.now(), milliseconds };
    all.recent[all.count % RECENT] = timed;
    all.count += 1;
    if (failed) all.failures += 1;
    all.maximum = Math.max(all.maximum, milliseconds);
    const limit = speedLimitOf(name)?.p95;
    if (limit !== undefined && milliseconds > limit) {
      const why = failed ? 'failed' : circumstance(name, milliseconds);
      slowCount += 1;
      slow = [{ ...timed, name, limit, why, nth: slowCount }, ...slow.slice(0, SLOW - 1)];
    }
    for (const listener of [...listeners]) listener(name, milliseconds, failed);
  }

  return {
    record,
    async measure(name, work, isFailure = () => true) {
      const began = clock.elapsed();
      try {
        const result = await work();
        record(name, clock.elapsed() - began);
        return result;
      } catch (error) {
        record(name, clock.elapsed() - began, isFailure(error));
        throw error;
      }
    },
    report: () =>
      [...samples]
        .map(([name, { count, failures, maximum, recent }]) => {
          const ascending = recent.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
          const at = (part: number) => percentile(ascending, part);
          return { name, count, failures, p50: at(0.5), p95: at(0.95), p99: at(0.99), maximum };
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    recent(name) {
      const all = samples.get(name);
      if (!all) return [];
      const next = all.count % RECENT;
      return all.count <= RECENT ? [...all.recent] : [...all.recent.slice(next), ...all.recent.slice(0, next)];
    },
    slow: () => slow,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
