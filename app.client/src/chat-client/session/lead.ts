import type { Locks, Signals } from '../ports.ts';

/** Whether this tab is the one that sends, and holds the socket. */
export interface Lead {
  leads(): boolean;
  /** Told whenever that has changed. */
  subscribe(listener: () => void): () => void;
  stop(): void;
}

/**
 * One tab of a browser leads, the one in front if it can be, because a hidden tab's timers run once a minute. Only for
 * order's sake: where there are no locks every tab sends, and the record does not mind.
 */
export function takeLead(deps: {
  readonly locks: Locks | null;
  readonly signals: Signals;
  readonly name: string;
}): Lead {
  const { locks, signals, name } = deps;
  if (!locks) return { leads: () => true, subscribe: () => () => undefined, stop: () => undefined };
  const listeners = new Set<() => void>();
  let leads = false;
  const become = (next: boolean): void => {
    leads = next;
    for (const listener of [...listeners]) listener();
  };
  let release: () => void = () => undefined;

  function ask(steal: boolean): void {
    release();
    release =
      locks?.request(
        name,
        {
          held: () => become(true),
          lost() {
            become(false);
            // Back into the line: whoever took it will be gone one day.
            ask(false);
          },
        },
        steal,
      ) ?? (() => undefined);
  }

  ask(signals.visible());
  const stopWatching = signals.subscribe((signal) => {
    if (signal === 'visible' && !leads) ask(true);
  });
  return {
    leads: () => leads,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      listeners.clear();
      leads = false;
      stopWatching();
      release();
    },
  };
}
