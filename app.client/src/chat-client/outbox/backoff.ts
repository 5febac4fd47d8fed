import { timings } from '@parley/shared/limits.ts';

/** Full jitter: anywhere between now and a ceiling that doubles, so that a thousand clients do not come back as one. */
export const backoffMs = (tries: number, random: number, atLeast: number): number =>
  Math.max(atLeast, random * Math.min(timings.retryCap, timings.retryBase * 2 ** Math.min(tries, 20)));
