/** Closed lets through, open refuses, half-open lets one through and refuses the rest until it is back. */
export type BreakerState = 'closed' | 'half-open' | 'open';

/** Why an open breaker refuses: in the log by the name of the alert that says the same. */
export class BreakerOpen extends Error {
  override readonly name = 'BreakerOpen';
}

/** Stands before a dependency, so that nobody waits for one that is gone. */
export interface Breaker {
  /** Does the work, or fails at once with `refusal`. */
  run<T>(work: () => Promise<T>): Promise<T>;
  state(): BreakerState;
}

/** What a breaker is made of. */
export interface BreakerDeps {
  /** True for what says that the dependency is gone; anything else it answered. */
  readonly isFailure: (error: unknown) => boolean;
  readonly refusal: () => Error;
  /** Milliseconds by a clock that does not jump. */
  readonly now: () => number;
  readonly onChange?: (state: BreakerState) => void;
  readonly onRefusal?: () => void;
}

const slotMs = 1_000;
const slots = 10;
const leastCalls = 20;
/** How long an open breaker waits between two probes. */
export const probeEveryMs = 1_000;

interface Slot {
  index: number;
  calls: number;
  failures: number;
}

/**
 * Opens when half of at least twenty calls within ten seconds failed, and then lets one call a second try. The rest is
 * refused at once, also while that one is under way: where a frozen dependency is asked, waiting for its answer would be
 * as slow as asking.
 */
export function createBreaker({ isFailure, refusal, now, onChange, onRefusal }: BreakerDeps): Breaker {
  const window: Slot[] = Array.from({ length: slots }, () => ({
    index: Number.NEGATIVE_INFINITY,
    calls: 0,
    failures: 0,
  }));
  let state: BreakerState = 'closed';
  let openedAt = 0;

  function become(next: BreakerState): void {
    if (next === 'open') openedAt = now();
    if (next === 'closed') for (const slot of window) slot.index = Number.NEGATIVE_INFINITY;
    if (next === state) return;
    state = next;
    onChange?.(next);
  }

  function note(failed: boolean): void {
    const index = Math.floor(now() / slotMs);
    const slot = window[index % slots];
    if (slot === undefined) return;
    if (slot.index !== index) Object.assign(slot, { index, calls: 0, failures: 0 });
    slot.calls++;
    if (!failed) return;
    slot.failures++;
    const recent = window.filter((one) => one.index > index - slots);
    const calls = recent.reduce((sum, one) => sum + one.calls, 0);
    const failures = recent.reduce((sum, one) => sum + one.failures, 0);
    if (calls >= leastCalls && failures * 2 >= calls) become('open');
  }

  async function probe<T>(work: () => Promise<T>): Promise<T> {
    become('half-open');
    try {
      const result = await work();
      become('closed');
      return result;
    } catch (error) {
      become(isFailure(error) ? 'open' : 'closed');
      throw error;
    }
  }

  return {
    state: () => state,
    async run(work) {
      if (state === 'open' && now() - openedAt >= probeEveryMs) return probe(work);
      if (state !== 'closed') {
        onRefusal?.();
        throw refusal();
      }
      try {
        const result = await work();
        // What began before it opened says nothing about what comes after.
        if (state === 'closed') note(false);
        return result;
      } catch (error) {
        if (state === 'closed') note(isFailure(error));
        throw error;
      }
    },
  };
}
