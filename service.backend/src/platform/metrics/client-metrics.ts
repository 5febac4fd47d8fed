import { absenceBounds, waitingBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';

/** The steps of a message that a client measures itself. */
export const clientSteps = ['durable', 'sent', 'acknowledged', 'delivered', 'read'] as const;
export type ClientStep = (typeof clientSteps)[number];

/** What clients report of themselves, with consent: names of a few and numbers, nothing else. */
export interface ClientMetrics {
  report(): void;
  /** Age of the oldest message not sent yet; 0 where there is none. */
  outboxAge(seconds: number): void;
  step(step: ClientStep, seconds: number): void;
  roundTrip(seconds: number): void;
  longTask(seconds: number): void;
  /** By the vital's name: LCP, INP, CLS, TTFB. CLS has no unit and is counted in the same bounds. */
  vital(name: string, value: number): void;
}

/** Bounded by construction: no label of these is chosen by a client, whoever calls checks the names. */
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
    bounds: [...waitingBounds, 60, 3_600],
  });
  const roundTrips = instruments
    .histogram({
      name: 'parley_client_round_trip_seconds',
      help: 'Round trips over the socket, as clients measure them',
      bounds: waitingBounds,
    })
    .of();
  const longTasks = instruments
    .histogram({
      name: 'parley_client_long_task_seconds',
      help: 'Tasks over 50 ms in clients',
      bounds: [0.05, 0.1, 0.2, 0.5, 1, 5],
    })
    .of();
  const vitals = instruments.histogram({
    name: 'parley_client_vital',
    help: 'Web vitals of clients by name, in seconds (CLS without a unit)',
    labels: ['vital'],
    bounds: [0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 0.8, 1.8, 2.5, 4],
  });
  for (const step of clientSteps) steps.of(step);

  return {
    report: () => reports(),
    outboxAge: ages,
    step: (step, seconds) => steps.of(step)(seconds),
    roundTrip: roundTrips,
    longTask: longTasks,
    vital: (name, value) => vitals.of(name)(value),
  };
}
