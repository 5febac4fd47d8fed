import type { Clock } from '../ports.ts';

/** Time that stands still until a test moves it. Timers run in their order, each at its own moment. */
export interface ManualClock extends Clock {
  /** Moves time, and lets promises that became ready go on after each timer. */
  advance(milliseconds: number): Promise<void>;
  /** The time of day jumps; durations do not notice. */
  jump(milliseconds: number): void;
  readonly pending: number;
}

/** `random` gives the same numbers in every run. */
export function manualClock(random: () => number = () => 0.5): ManualClock {
  let elapsed = 1_000;
  let dayOffset = Date.UTC(2026, 10, 1);
  let next = 0;
  const timers = new Map<number, { at: number; run: () => void }>();

  const due = (until: number) =>
    [...timers].filter(([, { at }]) => at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];

  return {
    now: () => dayOffset + elapsed,
    elapsed: () => elapsed,
    random,
    after(milliseconds, run) {
      const id = next++;
      timers.set(id, { at: elapsed + Math.max(0, milliseconds), run });
      return () => void timers.delete(id);
    },
    async advance(milliseconds) {
      const until = elapsed + milliseconds;
      await settle();
      for (let timer = due(until); timer; timer = due(until)) {
        const [id, { at, run }] = timer;
        timers.delete(id);
        elapsed = Math.max(elapsed, at);
        run();
        await settle();
      }
      elapsed = until;
      await settle();
    },
    jump(milliseconds) {
      dayOffset += milliseconds;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** Lets everything that is ready go on. A few rounds of the event loop, because fake storage answers by its own tasks. */
export async function settle(rounds = 6): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
