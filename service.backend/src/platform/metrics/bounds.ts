import { timingBounds } from '@parley/shared/models/telemetry.ts';

/** Upper bounds in seconds for what people wait for: fine where the promises are, coarse beyond. */
export const waitingBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Those between which devices count, in seconds: other bounds would move what they told to where it was not. */
export const toldBounds: readonly number[] = timingBounds.map((bound) => bound / 1_000);

/** Upper bounds in seconds for what may take as long as somebody is away. */
export const absenceBounds = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 86_400] as const;
