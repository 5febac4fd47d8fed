/** Lets so many work at once; the others wait in the order in which they came. */
export interface Slots {
  use<T>(work: () => Promise<T>): Promise<T>;
}

/** A counter and a line. */
export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async use(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
