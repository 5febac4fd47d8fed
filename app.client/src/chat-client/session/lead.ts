import type { Locks, Signals } from '../ports.ts';

/** Whether this tab is the one that sends, and holds the socket. */
export interface Lead {
  leads(): boolean;
  /** Told whenever that has changed. */
  subscribe(listener: () => void): () => void;
  /** Leaves it to another tab, for as long as nothing may be sent from this one. */
  rest(): void;
  /** Back into the line; to its front, if somebody looks at this tab. */
  goOn(): void;
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
  const nothing = (): void => undefined;
  if (!locks) return { leads: () => true, subscribe: () => nothing, rest: nothing, goOn: nothing, stop: nothing };
  const listeners = new Set<() => void>();
  let leads = false;
  let rests = false;
  const become = (next: boolean): void => {
    leads = next;
    for (const listener of [...listeners]) listener();
  };
  let release: () => void = nothing;

  function ask(steal: boolean): void {
    if (rests) return;
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
      ) ?? nothing;
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
    rest() {
      rests = true;
      release();
      if (leads) become(false);
    },
    goOn() {
      if (!rests) return;
      rests = false;
      ask(signals.visible());
    },
    stop() {
      listeners.clear();
      leads = false;
      stopWatching();
      release();
    },
  };
}
