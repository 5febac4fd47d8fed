import type { RateLimit } from '@parley/shared/limits.ts';

/** How a limit stands after a call, in the words of draft-ietf-httpapi-ratelimit-headers: each window by a name of its own. */
export interface LimitStanding {
  readonly policy: string;
  readonly state: string;
}

/** What is left in a window, and when it begins anew. */
interface WindowStanding {
  readonly remainingPoints: number;
  readonly msBeforeNext: number;
}

/** `RateLimit-Policy`: how much in how many seconds. */
export const policyOf = (name: string, windows: readonly RateLimit[]): string =>
  windows.map(({ points, seconds }) => `"${name}-${seconds}";q=${points};w=${seconds}`).join(', ');

/** `RateLimit`, of one window: how much is left, and in how many seconds there is all of it again. */
export const stateOf = (name: string, seconds: number, { remainingPoints, msBeforeNext }: WindowStanding): string =>
  `"${name}-${seconds}";r=${Math.max(0, remainingPoints)};t=${Math.ceil(Math.max(0, msBeforeNext) / 1_000)}`;
