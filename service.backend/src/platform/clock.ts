/** Time as the process knows it: for measuring and for jitter, never for an order or for a session's end. */
export interface Clock {
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
