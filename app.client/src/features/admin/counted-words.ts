import { timingBounds } from '@parley/shared/models/telemetry.ts';

const last = timingBounds[timingBounds.length - 1] ?? 0;

/** A counted duration as it may be said: what is beyond the last bound is told as that bound, however long it took. */
export const countedWords = (milliseconds: number, words: string): string =>
  milliseconds >= last ? `${words} or more` : words;
