import type { Stats } from '../checker/stats.ts';
import { countWords, invariants, type Violation } from '../checker/violation.ts';

/** How a run ended. */
export interface Verdict {
  readonly violations: readonly Violation[];
  readonly stats: Stats;
  readonly faults: ReadonlyMap<string, number>;
  /** What else must not be: a process that ended by itself, a run that proved nothing, what a scenario asks for. */
  readonly complaints: readonly string[];
  readonly seed: number;
  readonly sweeps: number;
  /** Numbers that the scenario took, in words. */
  readonly measured: readonly string[];
  readonly settledAfterMs: number | null;
}

/** Whether it was as promised. */
export const isGood = ({ violations, complaints }: Verdict): boolean =>
  violations.length === 0 && complaints.length === 0;

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;
const percentiles = (name: string, { count, p50, p99, max }: Stats['lag']): string =>
  `${name.padEnd(34)} p50 ${seconds(p50)}   p99 ${seconds(p99)}   max ${seconds(max)}   (${count})`;

function troubles({ violations, complaints }: Verdict): string[] {
  const names = [...new Set(violations.map(({ invariant }) => invariant))];
  return [
    ...names.flatMap((name) => {
      const found = violations.filter(({ invariant }) => invariant === name);
      const shown = found.slice(0, 5).map(({ what }) => `    ${what}`);
      return [`${name} ${invariants[name]}: ${found.length}`, ...shown];
    }),
    ...complaints.map((complaint) => `! ${complaint}`),
  ];
}

/** The table of faults, the percentiles, what was wrong, and the closing line. */
export function report(verdict: Verdict, file: string | null): string[] {
  const { stats, faults, seed, settledAfterMs, sweeps } = verdict;
  const broken = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const { lost, doubled, reordered, leaked, stuck } = countWords(verdict.violations);
  return [
    '',
    ...[...faults]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, count]) => `${name.padEnd(50)} ${count}`),
    '',
    percentiles('send to acknowledgement', stats.ack),
    percentiles('acknowledgement to other devices', stats.lag),
    `${'still after the last fault or write'.padEnd(34)} ${settledAfterMs === null ? 'never' : seconds(settledAfterMs)}`,
    `${stats.sends} sends, ${stats.replays} replays, ${stats.refused} refused, ${stats.doubtStored + stats.doubtNotStored} in doubt; ` +
      `${stats.holes} holes, ${stats.syncs} syncs, ${stats.heads} quiet checks, ${stats.freshStarts} fresh starts, ${stats.repeats} repeats, ${sweeps} sweeps`,
    ...verdict.measured,
    ...troubles(verdict),
    ...(file === null ? [] : [`history: ${file}`]),
    '',
    `lost ${lost}, doubled ${doubled}, reordered ${reordered}, leaked ${leaked}, stuck ${stuck} ` +
      `(${stats.acknowledged} acked, ${stats.received} received, ${broken} faults, seed ${seed})`,
  ];
}
