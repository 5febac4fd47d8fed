import type { Locks } from '../chat-client/ports.ts';

/** Locks among the tabs of this browser; null where it has none to offer. */
export function webLocks(manager: LockManager | undefined): Locks | null {
  if (!manager) return null;
  return {
    request(name, { held, lost }, steal) {
      const leaving = new AbortController();
      let giveBack: () => void = () => undefined;
      const until = new Promise<void>((resolve) => {
        giveBack = resolve;
      });
      let isHeld = false;
      let isGone = false;
      // A request that steals cannot be called off: it does not wait.
      const options = steal ? { steal } : { signal: leaving.signal };
      manager
        .request(name, options, () => {
          if (isGone) return;
          isHeld = true;
          held();
          return until;
        })
        .catch(() => {
          // Stolen, or called off before it came.
          if (isHeld && !isGone) lost();
        });
      return () => {
        isGone = true;
        giveBack();
        if (!isHeld) leaving.abort();
      };
    },
  };
}

/** Works under a lock that nobody has; null, and nothing is done, if somebody has it. `isLost`: somebody took it meanwhile. */
export async function tryLock<T>(
  manager: LockManager,
  name: string,
  work: (isLost: () => boolean) => Promise<T>,
): Promise<T | null> {
  let isLost = false;
  let result: Promise<T> | null = null;
  await manager
    .request(name, { ifAvailable: true }, (lock) => {
      result = lock ? work(() => isLost) : null;
      return result;
    })
    .catch(() => {
      isLost = true;
    });
  return result;
}
