import type { Clock } from '../ports.ts';
import { createErrand, type Errand } from './errand.ts';

/** Errands by conversation, each made when it is first wanted. */
export interface Errands {
  want(conversationId: string, afterMs?: number): void;
  /** What waits, waits no longer. */
  hurry(): void;
  /** Forgets what is wanted; what is wanted from now on is begun anew. */
  clear(): void;
  /** From now on nothing is begun any more. */
  stop(): void;
}

/** `run` as an errand's: rejects when it should be tried again. */
export function createErrands(clock: Clock, run: (conversationId: string) => Promise<void>): Errands {
  const errands = new Map<string, Errand>();
  let isStopped = false;

  function clear(): void {
    for (const errand of errands.values()) errand.stop();
    errands.clear();
  }

  return {
    want(conversationId, afterMs) {
      if (isStopped) return;
      const errand = errands.get(conversationId) ?? createErrand(clock, () => run(conversationId));
      errands.set(conversationId, errand);
      errand.want(afterMs);
    },
    hurry() {
      for (const errand of errands.values()) errand.hurry();
    },
    clear,
    stop() {
      isStopped = true;
      clear();
    },
  };
}
