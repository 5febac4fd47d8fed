import type { Clock } from '@parley/client/chat-client/ports.ts';

/** A device's time and chance: the machine's, unless somebody sets the clock. */
export interface DeviceClock {
  /** Puts the time of day so far away from the truth. */
  skew(milliseconds: number): void;
  /** The clock of one life: when it ends, what it had planned does not happen. */
  during(isAlive: () => boolean): Clock;
}

/** Only the time of day can be wrong: durations are measured by another clock, as on a real machine. */
export function createDeviceClock(random: () => number): DeviceClock {
  let offset = 0;
  return {
    skew(milliseconds) {
      offset = milliseconds;
    },
    during: (isAlive) => ({
      random,
      now: () => Date.now() + offset,
      elapsed: () => performance.now(),
      after(milliseconds, run) {
        const timer = setTimeout(() => {
          if (isAlive()) run();
        }, milliseconds);
        return () => clearTimeout(timer);
      },
    }),
  };
}
