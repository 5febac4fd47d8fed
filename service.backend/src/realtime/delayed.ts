/** Something done a little later, once for however many asked meanwhile, and never twice at a time. */
export interface Delayed {
  wake(): void;
  /** Does it now, after the run that may be under way. */
  now(): Promise<void>;
  /** Does it a last time, and never again. */
  close(): Promise<void>;
}

/** `work` handles its own failures: nobody waits for it. */
export function createDelayed(delay: number | (() => number), work: () => Promise<void>): Delayed {
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let running: Promise<void> = Promise.resolve();

  function run(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = running.then(work);
    return running;
  }

  return {
    wake() {
      if (timer === null && !closed) timer = setTimeout(run, typeof delay === 'number' ? delay : delay());
    },
    now: run,
    async close() {
      closed = true;
      await run();
    },
  };
}
