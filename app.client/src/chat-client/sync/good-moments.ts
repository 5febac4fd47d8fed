import type { Clock, Signals } from '../ports.ts';
import { watchWakeUps } from './wake-up.ts';

/** What is done at a moment that something may have been missed at. */
export interface GoodMoments {
  /** The machine says something of its network, or of who looks. */
  readonly signalled: () => void;
  /** It has a network again. */
  readonly online: () => void;
  /** Its network is back, somebody looks at the page again, or it slept: something may have been missed. */
  readonly look: () => void;
  /** It slept. */
  readonly woke: () => void;
}

/** Tells of such moments from now on. Returns how to stop. */
export function watchGoodMoments(
  { clock, signals }: { readonly clock: Pick<Clock, 'now' | 'after'>; readonly signals: Signals },
  { signalled, online, look, woke }: GoodMoments,
): () => void {
  const stopSignals = signals.subscribe((signal) => {
    signalled();
    if (signal === 'online') online();
    if (signal === 'online' || signal === 'visible') look();
  });
  const stopWakeUps = watchWakeUps(clock, () => {
    look();
    woke();
  });
  return () => {
    stopSignals();
    stopWakeUps();
  };
}
