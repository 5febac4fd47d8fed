import { ApiError } from '../failure.ts';
import { backoffMs } from '../outbox/backoff.ts';
import type { Clock } from '../ports.ts';

/** Something to be asked for: once at a time, once more when it was wanted meanwhile, later when it failed. */
export interface Errand {
  /** Wants it done `afterMs` from now; an earlier wish stands. */
  want(afterMs?: number): void;
  /** If it waits, it waits no longer. */
  hurry(): void;
  stop(): void;
}

/** `run` rejects when it should be tried again; a refusal of the server that would be repeated is not. */
export function createErrand(clock: Clock, run: () => Promise<void>): Errand {
  let due: { readonly at: number; readonly cancel: () => void } | null = null;
  let isRunning = false;
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
    try {
      await run();
      failures = 0;
    } catch (error) {
      const { retryable = true, retryAfterMs = 0 } = error instanceof ApiError ? error : {};
      if (retryable) again = backoffMs(failures, clock.random(), Math.max(retryAfterMs, again ?? 0));
      failures += 1;
    } finally {
      isRunning = false;
    }
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
    stop() {
      stopped = true;
      due?.cancel();
      due = null;
    },
  };
}
