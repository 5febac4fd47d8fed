/** How often realtime's clocks tick, in milliseconds. Injected, so that a test need not wait for a real minute. */
export interface RealtimeTimings {
  readonly heartbeatEvery: number;
  readonly deadAfter: number;
  readonly sweepEvery: number;
  /** A number younger than this is left to the node that committed it: it is busy announcing. */
  readonly sweepOlderThan: number;
  /** How long after Redis' return the others get to subscribe again, before what was dropped is announced. */
  readonly sweepAfterReturn: number;
  /** How long after an answer of the database was lost its doings are looked for: longer than `sweepOlderThan`. */
  readonly sweepAfterDoubt: number;
  readonly announcedEvery: number;
  readonly presenceEvery: number;
  readonly receiptsEvery: number;
  readonly sessionsEvery: number;
  /** A new socket's session is looked at once more this soon: it may have ended between handshake and room. */
  readonly sessionsSoon: number;
  readonly redisProbeEvery: number;
  readonly drainAtMost: number;
}

/** The numbers that the protocol names. */
export const defaultTimings: RealtimeTimings = {
  heartbeatEvery: 2_000,
  deadAfter: 6_000,
  sweepEvery: 30_000,
  sweepOlderThan: 2_000,
  sweepAfterReturn: 1_000,
  sweepAfterDoubt: 3_000,
  announcedEvery: 300,
  presenceEvery: 1_000,
  receiptsEvery: 1_000,
  sessionsEvery: 5_000,
  sessionsSoon: 100,
  redisProbeEvery: 2_000,
  drainAtMost: 25_000,
};
