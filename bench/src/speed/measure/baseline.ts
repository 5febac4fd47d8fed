import type { Line } from './line.ts';

type Known = Pick<Line, 'bench' | 'what' | 'ratio' | 'bound'>;

/** What was kept of an earlier run; nothing where none was kept. */
export function readBaseline(read: () => string): readonly Known[] {
  try {
    return JSON.parse(read()) as Known[];
  } catch {
    return [];
  }
}

const tolerance = 0.2;

/** Lines whose ratio is a fifth worse than the kept one. Only ratios are compared: another machine has other numbers. */
export function compareWith(baseline: readonly Known[], lines: readonly Line[]): string[] {
  return lines.flatMap(({ bench, what, ratio, bound }) => {
    const before = baseline.find((known) => known.bench === bench && known.what === what)?.ratio ?? null;
    if (ratio === null || before === null || bound === null || before === 0) return [];
    const change = ratio / before - 1;
    const isWorse = 'atLeast' in bound ? change < -tolerance : change > tolerance;
    return isWorse ? [`${bench}: ${what} was ${before.toFixed(2)} and is ${ratio.toFixed(2)}`] : [];
  });
}
