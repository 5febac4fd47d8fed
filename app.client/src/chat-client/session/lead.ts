import type { Locks, Signals } from '../ports.ts';

/** Whether this tab is the one that sends. */
export interface Lead {
  leads(): boolean;
  stop(): void;
}

/**
 * One tab of a browser sends, the one in front if it can be, because a hidden tab's timers run once a minute. Only for
 * order's sake: where there are no locks every tab sends, and the record does not mind.
 */
export function takeLead(deps: {
  readonly locks: Locks | null;
  readonly signals: Signals;
  readonly name: string;
  readonly taken: () => void;
}): Lead {
  const { locks, signals, name, taken } = deps;
  if (!locks) return { leads: () => true, stop: () => undefined };
  let leads = false;
  let release: () => void = () => undefined;

  function ask(steal: boolean): void {
    release();
    release =
      locks?.request(
        name,
        {
          held() {
            leads = true;
            taken();
          },
          lost() {
            leads = false;
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
    stop() {
      leads = false;
      stopWatching();
      release();
    },
  };
}
