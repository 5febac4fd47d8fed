import type { Random } from '../random.ts';
import type { World } from '../world/world.ts';

/** Breaks something, lets it be broken for a while, and mends it; resolves when it is mended. */
export interface Fault {
  readonly name: string;
  readonly weight: number;
  run(world: World, random: Random): Promise<void>;
}

/** Real time. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One that is there; a world without any has nothing to break. */
export function oneOf<T>(random: Random, items: readonly T[]): T {
  const item = random.pick(items);
  if (item === undefined) throw new Error('There is nothing to break.');
  return item;
}
