import {
  longestOutboxAgeMs,
  placeOfTiming,
  type Telemetry,
  type TimingName,
  timingBounds,
  timingNameOf,
} from '@parley/shared/models/telemetry.ts';
import type { PerformanceMonitor } from './calls/performance-monitor.ts';
import type { Clock, Signals } from './ports.ts';
import type { ChatState } from './state.ts';

/** Whether this device tells what it measures. Off until who is signed in says yes in his settings; a yes is nobody else's. */
export interface Consent {
  agreed(): boolean;
  agree(yes: boolean): void;
}

const EVERY_MS = 300_000;
/** Under this name: who agreed. */
const CHOICE = 'parley-telemetry';
const NOBODY = 'off';
const MOST = 10_000;

/** How long the oldest unsent message has waited. What was refused for good waits for its author, not for us. */
export function outboxAge(outbox: ChatState['outbox'], now: number): number {
  const waits = [...outbox.values()].flat().filter(({ failure }) => (failure?.code ?? 'INTERNAL') === 'INTERNAL');
  const oldest = Math.min(...waits.map(({ composedAt }) => composedAt));
  // A clock that was put right may say that something waits since 1970.
  return Number.isFinite(oldest) ? Math.min(longestOutboxAgeMs, Math.max(0, Math.round(now - oldest))) : 0;
}

/**
 * Counts what is measured, by names of a closed list, and tells it every five minutes and when the page goes; every five
 * minutes also that nothing is wrong, or only devices in trouble would be counted. Nothing is counted, kept or sent without
 * consent; what could not be told is not told later, because it is not worth anybody's line.
 */
export function createTelemetry(deps: {
  readonly monitor: Pick<PerformanceMonitor, 'subscribe'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly signals: Pick<Signals, 'subscribe'>;
  readonly choices: Pick<Storage, 'getItem' | 'setItem'>;
  readonly outboxAgeMs: () => number;
  /** Who is signed in. */
  readonly me: () => string | null;
  readonly send: (telemetry: Telemetry) => Promise<unknown>;
}): Consent & { stop(): void } {
  const { monitor, clock, signals, choices } = deps;
  const counted = new Map<TimingName, { failures: number; counts: number[] }>();
  // For a browser that keeps nothing.
  let chosen = NOBODY;
  let stopWaiting: () => void = () => undefined;

  // Looked up each time: a no said in another tab holds here as well, at once.
  const choice = (): string => choices.getItem(CHOICE) ?? chosen;
  const agreed = (): boolean => choice() === deps.me();

  function count(measured: string, milliseconds: number, failed: boolean): void {
    const name = timingNameOf(measured);
    if (name === null) return;
    // A page measures itself before it is known whose it is: nobody but who agreed is told of.
    if (choice() === NOBODY || (deps.me() ?? choice()) !== choice()) {
      counted.clear();
      return;
    }
    const timing = counted.get(name) ?? { failures: 0, counts: timingBounds.map(() => 0).concat(0) };
    counted.set(name, timing);
    const place = placeOfTiming(milliseconds);
    timing.counts[place] = Math.min(MOST, (timing.counts[place] ?? 0) + 1);
    if (failed) timing.failures = Math.min(MOST, timing.failures + 1);
  }

  function tell(also: { readonly nothing: boolean }): void {
    const timings = [...counted].map(([name, { failures, counts }]) => ({ name, failures, counts }));
    const outboxAgeMs = deps.outboxAgeMs();
    counted.clear();
    if (!agreed() || (!also.nothing && timings.length === 0 && outboxAgeMs === 0)) return;
    deps.send({ outboxAgeMs, timings }).catch(() => undefined);
  }

  function wait(): void {
    stopWaiting();
    stopWaiting = clock.after(EVERY_MS, () => {
      tell({ nothing: true });
      wait();
    });
  }

  const stopCounting = monitor.subscribe(count);
  const stopWatching = signals.subscribe((signal) => {
    if (signal === 'hidden') tell({ nothing: false });
  });
  wait();

  return {
    agreed,
    agree(yes) {
      chosen = (yes && deps.me()) || NOBODY;
      counted.clear();
      wait();
      try {
        choices.setItem(CHOICE, chosen);
      } catch {
        // A full store forgets it with the page.
      }
    },
    stop() {
      stopWaiting();
      stopCounting();
      stopWatching();
    },
  };
}
