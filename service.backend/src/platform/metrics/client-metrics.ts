import { type TimingName, timingNames } from '@parley/shared/models/telemetry.ts';
import { absenceBounds, toldBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';

/** What clients report of themselves, with consent: names of a few and numbers, nothing else. */
export interface ClientMetrics {
  report(): void;
  /** Age of the oldest message not sent yet; 0 where there is none. */
  outboxAge(seconds: number): void;
  /** So often it took so long; layout shift has no unit and is counted in the same bounds. */
  timed(name: TimingName, seconds: number, times: number): void;
  failed(name: TimingName, times: number): void;
}

/** Bounded by construction: every label is of the closed list of what a device may tell of. Counts come with their bounds. */
export function createClientMetrics(instruments: Instruments): ClientMetrics {
  const reports = instruments.counter({ name: 'parley_client_reports_total', help: 'Reports of clients' }).of();
  const ages = instruments
    .histogram({
      name: 'parley_client_outbox_age_seconds',
      help: 'Age of the oldest unsent message, as clients report it',
      bounds: absenceBounds,
    })
    .of();
  const steps = instruments.histogram({
    name: 'parley_client_step_seconds',
    help: 'From composing a message to each of its steps, as clients measure it',
    labels: ['step'],
    bounds: toldBounds,
  });
  const roundTrips = instruments
    .histogram({
      name: 'parley_client_round_trip_seconds',
      help: 'Round trips over the socket, as clients measure them',
      bounds: toldBounds,
    })
    .of();
  const longTasks = instruments
    .histogram({
      name: 'parley_client_long_task_seconds',
      help: 'Tasks over 50 ms in clients',
      bounds: toldBounds,
    })
    .of();
  const vitals = instruments.histogram({
    name: 'parley_client_vital',
    help: 'Web vitals of clients by name, in seconds (CLS without a unit)',
    labels: ['vital'],
    bounds: toldBounds,
  });
  const calls = instruments
    .histogram({
      name: 'parley_client_call_seconds',
      help: 'Requests, as clients measure them',
      bounds: toldBounds,
    })
    .of();
  const connects = instruments
    .histogram({
      name: 'parley_client_connect_seconds',
      help: 'From seeking a socket to having one, as clients measure it',
      bounds: toldBounds,
    })
    .of();
  const failures = instruments.counter({
    name: 'parley_client_failures_total',
    help: 'What failed at clients, by what it was',
    labels: ['what'],
  });
  for (const name of timingNames) failures.of(name)(0);

  const histograms: Readonly<Record<TimingName, (seconds: number, times: number) => void>> = {
    'message.durable': steps.of('durable'),
    'message.sent': steps.of('sent'),
    'message.acknowledged': steps.of('acknowledged'),
    'message.delivered': steps.of('delivered'),
    'message.read': steps.of('read'),
    'socket.connect': connects,
    'socket.roundTrip': roundTrips,
    api: calls,
    'page.TTFB': vitals.of('TTFB'),
    'page.FCP': vitals.of('FCP'),
    'page.LCP': vitals.of('LCP'),
    'page.INP': vitals.of('INP'),
    'page.CLS': vitals.of('CLS'),
    'page.longTask': longTasks,
  };

  return {
    report: () => reports(),
    outboxAge: ages,
    timed: (name, seconds, times) => histograms[name](seconds, times),
    failed: (name, times) => failures.of(name)(times),
  };
}
