import type { Clock } from '../ports.ts';

/** Waits that a good sign may cut short, though never below what the server asked for. */
export interface Pauses {
  /** Waits `milliseconds`, of which the first `atLeast` are waited whatever happens. */
  begin(id: string, milliseconds: number, atLeast: number, ended: () => void): void;
  has(id: string): boolean;
  /** Cuts short: one, or all without an id. */
  end(id?: string): void;
  /** Forgets all without ending them. */
  clear(): void;
}

interface Pause {
  readonly earliest: number;
  readonly ended: () => void;
  readonly cancel: () => void;
}

/** Pauses by entry. */
export function createPauses(clock: Pick<Clock, 'elapsed' | 'after'>): Pauses {
  const pauses = new Map<string, Pause>();

  function wait(id: string, milliseconds: number, earliest: number, ended: () => void): void {
    pauses.get(id)?.cancel();
    const cancel = clock.after(milliseconds, () => {
      pauses.delete(id);
      ended();
    });
    pauses.set(id, { earliest, ended, cancel });
  }

  return {
    begin: (id, milliseconds, atLeast, ended) => wait(id, milliseconds, clock.elapsed() + atLeast, ended),
    has: (id) => pauses.has(id),
    end(only) {
      for (const [id, { earliest, ended }] of [...pauses])
        if (only === undefined || only === id) wait(id, Math.max(0, earliest - clock.elapsed()), earliest, ended);
    },
    clear() {
      for (const { cancel } of pauses.values()) cancel();
      pauses.clear();
    },
  };
}
