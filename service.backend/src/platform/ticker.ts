/** Something done again and again: the next time is counted from the end of the last, so runs never overlap. */
export interface Ticker {
  start(): void;
  /** Does it now instead of later. */
  now(): Promise<void>;
  /** Settles when a run that is under way has ended. */
  stop(): Promise<void>;
}

/** `work` handles its own failures: nobody waits for it. */
export function createTicker(every: number, work: () => Promise<void>): Ticker {
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;
  let running: Promise<void> = Promise.resolve();

  function run(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = running.then(work).then(schedule);
    return running;
  }

  function schedule(): void {
    if (!stopped && timer === null) timer = setTimeout(run, every);
  }

  return {
    start() {
      stopped = false;
      schedule();
    },
    now: run,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}
