import { DomainError } from './domain-error.ts';

/** Lets a few pass at once, a few wait, and tells the rest to come again: what is dear cannot be used to starve the cheap. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** `atOnce` run, `queue` wait in the order they came. */
export function createGate({ atOnce, queue }: { atOnce: number; queue: number }): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (running < atOnce) {
      running++;
      return;
    }
    if (waiting.length >= queue) throw new DomainError('UNAVAILABLE', { cause: new Error('gate full') });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  // Whoever waits takes over the place of who leaves, so nobody can slip in between.
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
