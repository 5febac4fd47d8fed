import type { Line } from '../measure/line.ts';

/** One curve of the growth bench: what grows along it, in which unit it is priced, and its places. */
export interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly places: readonly { readonly x: number; readonly ratio: number; readonly value: number }[];
}

/** The curves that these lines tell, in their order; lines of other benches are none. */
export function curvesIn(lines: readonly Line[]): readonly Curve[] {
  const curves = new Map<string, Curve>();
  for (const { bench, what, unit, ratio, value } of lines) {
    const [, name, x] = /^(.+): (\d+)$/u.exec(what) ?? [];
    if (bench !== 'growth' || name === undefined || ratio === null) continue;
    const before = curves.get(name) ?? { name, unit, places: [] };
    curves.set(name, { ...before, places: [...before.places, { x: Number(x), ratio, value }] });
  }
  return [...curves.values()];
}
