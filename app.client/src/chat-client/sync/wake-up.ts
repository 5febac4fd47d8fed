import { timings } from '@parley/shared/limits.ts';
import type { Clock } from '../ports.ts';

const EVERY = 5_000;

/** Notices that the machine slept: a timer that fires much later than it should. Returns how to stop. */
export function watchWakeUps(clock: Pick<Clock, 'now' | 'after'>, woke: () => void): () => void {
  let cancel: () => void = () => undefined;
  function wait(): void {
    const began = clock.now();
    cancel = clock.after(EVERY, () => {
      // Back by a lot is a clock that was set, and a good moment as well.
      if (Math.abs(clock.now() - began - EVERY) > timings.wakeDrift) woke();
      wait();
    });
  }
  wait();
  return () => cancel();
}
