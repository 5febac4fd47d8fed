import { type Line, sumOf } from '../../measure/line.ts';
import { median } from '../../measure/median.ts';
import type { Cost } from '../../measure/window.ts';

/** What one place of a curve came to in one round: how much was done, at what price in the unit of its curve. */
export interface Seen {
  readonly price: number;
  readonly cost: Cost | null;
}

/** Measures every place of a curve in turns, so that whatever else burns the machine burns for all of them. */
export async function inTurns<T>(
  places: readonly T[],
  rounds: number,
  measure: (place: T) => Promise<Seen>,
): Promise<readonly (readonly Seen[])[]> {
  const seen: Seen[][] = places.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, place] of places.entries()) seen[index]?.push(await measure(place));
  }
  return seen;
}

/** The lines of one curve: `name: x`, each with its ratio to the first place of the same round. */
export function curveOf(
  { name, unit }: { readonly name: string; readonly unit: string },
  xs: readonly number[],
  seen: readonly (readonly Seen[])[],
): readonly Line[] {
  return xs.map((x, index) => {
    const here = seen[index] ?? [];
    const costs = here.flatMap(({ cost }) => (cost === null ? [] : [cost]));
    return {
      bench: 'growth',
      what: `${name}: ${x}`,
      value: median(here.map(({ price }) => price)),
      unit,
      ratio: median(here.map(({ price }, round) => price / (seen[0]?.[round]?.price ?? Number.NaN))),
      bound: null,
      cost: costs.length === 0 ? null : sumOf(costs),
    };
  });
}
