import { rateLimits } from '@parley/shared/limits.ts';
import { addressKey } from '../../platform/address.ts';
import type { Limits } from '../../platform/limits.ts';

interface From {
  readonly address: string;
  readonly isLocal: boolean;
  /** The browser's name where this account signed in before. */
  readonly device: string | null;
}

/**
 * Against guessing, three ways: one address at one account, all addresses at one account, one address at all accounts.
 * A token is taken before the password is looked at, so that a hundred tries at once are not one, and given back to who
 * knew it. A browser in which he signed in before is counted by itself, so that those who guess do not lock him out. This
 * machine itself is not counted by its address: many people and tools may share it.
 */
export function createSignInLimits(limits: Limits) {
  const pair = limits.limiter('signInPair', [{ points: 5, seconds: 900 }]);
  const account = limits.limiter('signIn', rateLimits.signIn);
  const address = limits.limiter('signInAddress', [{ points: 100, seconds: 3600 }]);

  const countedBy = (username: string, from: From) => {
    if (from.device !== null) return [[pair, `${username}#${from.device}`]] as const;
    return [
      ...(from.isLocal ? [] : [[address, addressKey(from.address)] as const]),
      [pair, `${username}@${addressKey(from.address)}`],
      [account, username],
    ] as const;
  };

  return {
    async take(username: string, from: From): Promise<void> {
      for (const [limiter, key] of countedBy(username, from)) await limiter.take(key);
    },
    async giveBack(username: string, from: From): Promise<void> {
      for (const [limiter, key] of countedBy(username, from)) await limiter.giveBack(key);
    },
  };
}
