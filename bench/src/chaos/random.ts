/** One seeded source of chance: load and faults draw from it, so that a run can be made again. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  pick<T>(items: readonly T[]): T | undefined;
  /** An item as often as its weight says. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T;
  /** Whole numbers whose logarithms are spread evenly: many small ones, a few large. */
  logUniform(least: number, most: number): number;
  /** A source of its own: what it draws changes nothing for the others. */
  fork(name: string): Random;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** Mulberry32: 32 bits of state are enough for a run, and it is the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  function pick<T>(items: readonly [T, ...T[]]): T;
  function pick<T>(items: readonly T[]): T | undefined;
  function pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(next() * items.length)];
  }

  return {
    next,
    pick,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    weighted(items) {
      let point = next() * items.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of items) {
        point -= weight;
        if (point < 0) return item;
      }
      const last = items.at(-1);
      if (last === undefined) throw new Error('There is nothing to choose from.');
      return last[1];
    },
    logUniform: (least, most) => Math.round(Math.exp(Math.log(least) + next() * (Math.log(most) - Math.log(least)))),
    fork: (name) => createRandom(hash(`${seed}/${name}`)),
  };
}
