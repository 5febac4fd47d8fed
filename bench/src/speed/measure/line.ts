import type { Cost } from './window.ts';

/** One line of the table: what was measured, its ratio to the limit of the same run, and what it cost whom. */
export interface Line {
  readonly bench: string;
  readonly what: string;
  /** In its own unit; the ratio is what counts. */
  readonly value: number;
  readonly unit: string;
  /** Against the limit that was measured in the same run; null for the limits themselves. */
  readonly ratio: number | null;
  /** What the ratio must be: at least or at most. */
  readonly bound: { readonly atLeast: number } | { readonly atMost: number } | null;
  readonly cost: Cost | null;
}

/** Whether a line holds its bound; a line without one always does. */
export function holds({ ratio, bound }: Line): boolean {
  if (bound === null || ratio === null) return true;
  return 'atLeast' in bound ? ratio >= bound.atLeast : ratio <= bound.atMost;
}

/** Adds up what several stretches cost. */
export const sumOf = (costs: readonly Cost[]): Cost =>
  costs.reduce((sum, one) => ({
    seconds: sum.seconds + one.seconds,
    server: sum.server + one.server,
    database: sum.database + one.database,
    load: sum.load + one.load,
    others: sum.others + one.others,
  }));

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3).replace(/\.?0+$/, '');

const boundOf = ({ bound }: Line): string =>
  bound === null ? '' : 'atLeast' in bound ? `>= ${bound.atLeast}` : `<= ${bound.atMost}`;

/** The table, as it is shown and kept; a column in which nothing stands is left out. */
export function tableOf(lines: readonly Line[]): string[] {
  const head = ['bench', 'what', 'measured', 'ratio', 'bound', '', 'server s', 'database s', 'others s'];
  const rows = lines.map((line) => [
    line.bench,
    line.what,
    `${number(line.value)} ${line.unit}`,
    line.ratio === null ? '' : line.ratio.toFixed(2),
    boundOf(line),
    line.bound === null ? '' : holds(line) ? 'holds' : 'MISSED',
    line.cost === null ? '' : line.cost.server.toFixed(1),
    line.cost === null ? '' : line.cost.database.toFixed(1),
    line.cost === null ? '' : line.cost.others.toFixed(1),
  ]);
  const isFilled = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const table = [head, ...rows].map((row) => row.filter((_, column) => isFilled[column]));
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
