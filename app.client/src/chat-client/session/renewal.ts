import { timings } from '@parley/shared/limits.ts';
import type { Clock } from '../ports.ts';

/** The session is being put under another cookie, here or in another tab of the browser. */
export interface Renewal {
  /** `done`: what was asked with the old cookie may still be answered. */
  state(): 'none' | 'under way' | 'done';
  begin(): void;
  /** Somebody heard meanwhile that the session is over: when there is a new cookie it is asked whether it is so. */
  heardTheEnd(): void;
  over(): void;
  stop(): void;
}

/** So long another tab is waited for: longer than its request may take. */
const PATIENCE = timings.requestTimeout + 1_000;

/** `askWhetherItIsSo` is called when the new cookie is there and somebody heard of an end before. */
export function createRenewal(clock: Pick<Clock, 'after'>, askWhetherItIsSo: () => void): Renewal {
  let state: ReturnType<Renewal['state']> = 'none';
  let isHeard = false;
  let stop = () => {};

  function become(next: typeof state, forMs: number, then: () => void): void {
    stop();
    state = next;
    stop = clock.after(forMs, then);
  }

  function over(): void {
    if (state !== 'under way') return;
    become('done', timings.requestTimeout, () => {
      state = 'none';
    });
    if (isHeard) askWhetherItIsSo();
    isHeard = false;
  }

  return {
    state: () => state,
    begin: () => become('under way', PATIENCE, over),
    heardTheEnd() {
      isHeard = true;
    },
    over,
    stop: () => stop(),
  };
}
