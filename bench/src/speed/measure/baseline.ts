import type { Line } from './line.ts';

/** What a line is compared by. */
type Known = Pick<Line, 'bench' | 'what' | 'ratio' | 'bound'>;

/** What was kept of earlier runs; nothing where none was kept. */
export function readBaseline(read: () => string): readonly Line[] {
  try {
    return JSON.parse(read()) as Line[];
  } catch {
    return [];
  }
}

/** What to keep: of the benches that ran what they told, of all others what was kept before. */
export function mergedWith<Kept extends Known>(baseline: readonly Kept[], lines: readonly Kept[]): readonly Kept[] {
  const ran = new Set(lines.map(({ bench }) => bench));
  return [...baseline.filter(({ bench }) => !ran.has(bench)), ...lines];
}

const tolerance = 0.2;

/** Which ratios are a fifth worse than the kept ones. Only ratios are compared: another machine has other numbers. */
export function compareWith(baseline: readonly Known[], lines: readonly Known[]): string[] {
  let compared = 0;
  const worse = lines.flatMap(({ bench, what, ratio, bound }) => {
    const before = baseline.find((known) => known.bench === bench && known.what === what)?.ratio ?? null;
    if (ratio === null || before === null || bound === null || before === 0) return [];
    compared += 1;
    const change = ratio / before - 1;
    const isWorse = 'atLeast' in bound ? change < -tolerance : change > tolerance;
    return isWorse ? [`${bench}: ${what} was ${before.toFixed(2)} and is ${ratio.toFixed(2)}`] : [];
  });
  return compared === 0 ? [] : [`Worse than the kept ratios by a fifth: ${worse.length} of ${compared}.`, ...worse];
}
