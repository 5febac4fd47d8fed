import { createHmac, timingSafeEqual } from 'node:crypto';

/** Recognises a request said twice without keeping it: a keyed hash, because a plain one of "yes" outlives its deletion as a riddle. */
export interface Fingerprint {
  of(...parts: readonly string[]): Buffer;
  same(one: Buffer, other: Buffer): boolean;
}

/** The key is the same on all nodes and for ever, or replays are taken for other requests. */
export function createFingerprint(secret: string): Fingerprint {
  return {
    // As JSON, so that ["ab", "c"] and ["a", "bc"] differ.
    of: (...parts) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest(),
    same: (one, other) => one.length === other.length && timingSafeEqual(one, other),
  };
}
