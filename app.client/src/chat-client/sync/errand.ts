import { ApiError } from '../failure.ts';
import { backoffMs } from '../outbox/backoff.ts';
import type { Clock } from '../ports.ts';

/** Something to be asked for: once at a time, once more when it was wanted meanwhile, later when it failed. */
export interface Errand {
  /** Wants it done `afterMs` from now; an earlier wish stands. */
  want(afterMs?: number): void;
  /** If it waits, it waits no longer. */
  hurry(): void;
  /** Wants it done at once, and does not wait for what is under way: that is overtaken, and its end means nothing any more. */
  anew(): void;
  stop(): void;
}

/**
 * `run` rejects when it should be tried again; a refusal of the server that would be repeated is not. It may ask whether it was
 * overtaken, and then says nothing more to anybody.
 */
export function createErrand(clock: Clock, run: (isOvertaken: () => boolean) => Promise<void>): Errand {
  let due: { readonly at: number; readonly cancel: () => void } | null = null;
  let isRunning = false;
  let turn = 0;
  let again: number | null = null;
  let failures = 0;
  let stopped = false;

  function schedule(afterMs: number): void {
    const at = clock.elapsed() + afterMs;
    if (stopped || (due && due.at <= at)) return;
    due?.cancel();
    due = { at, cancel: clock.after(afterMs, () => void start()) };
  }

  async function start(): Promise<void> {
    due?.cancel();
    due = null;
    isRunning = true;
    turn += 1;
    const mine = turn;
    const isOvertaken = (): boolean => mine !== turn;
    try {
      await run(isOvertaken);
      if (isOvertaken()) return;
      failures = 0;
    } catch (error) {
      if (isOvertaken()) return;
      const { retryable = true, retryAfterMs = 0 } = error instanceof ApiError ? error : {};
      if (retryable) again = backoffMs(failures, clock.random(), Math.max(retryAfterMs, again ?? 0));
      failures += 1;
    }
    isRunning = false;
    if (again !== null) schedule(again);
    again = null;
  }

  return {
    want(afterMs = 0) {
      if (isRunning) again = Math.min(again ?? afterMs, afterMs);
      else schedule(afterMs);
    },
    hurry() {
      failures = 0;
      if (due) schedule(0);
    },
    anew() {
      failures = 0;
      again = null;
      if (!stopped) void start();
    },
    stop() {
      stopped = true;
      due?.cancel();
      due = null;
    },
  };
}
