import { sendMessage } from '@parley/shared/contract/messages.routes.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { isReplay, replayable } from '../is-replay.ts';
import { waitingBounds } from './bounds.ts';
import type { Instruments } from './instruments.ts';

/** What brought a request here. */
type Carrier = 'http' | 'socket';

/** Rate, errors and duration of everything that is asked of the service. */
export interface RequestMetrics {
  /** A request was answered; null where the asker left before. `route` is a name of the contract, never a path. */
  answered(route: string, carrier: Carrier, status: number | null, seconds: number): void;
  /** An event of a client was dealt with. */
  event(name: string, outcome: EventOutcome, seconds: number): void;
}

const outcomes = ['ok', 'refused', 'failed'] as const;
/** `refused` is the client's doing, `failed` ours. */
export type EventOutcome = (typeof outcomes)[number];

/** What is asked of us that is no route of the contract. */
const otherRoutes = ['health', 'unknown', 'files'] as const;
export type OtherRoute = (typeof otherRoutes)[number];

/** The classes of status, so that no label grows with what happens. */
const classes = ['other', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;
const classOf = (status: number | null): string =>
  status === null ? 'gone' : (classes[Math.floor(status / 100)] ?? 'other');

const outcomeOf = (status: number | null): EventOutcome =>
  status === null || (status >= 400 && status < 500) ? 'refused' : status >= 500 ? 'failed' : 'ok';

/** Durations by route and class; sends, which everything here is about, once more by themselves. */
export function createRequestMetrics(instruments: Instruments): RequestMetrics {
  const requests = instruments.histogram({
    name: 'parley_request_seconds',
    help: 'Requests of the contract by route, carrier and class of status; gone: the asker left before the answer',
    labels: ['route', 'carrier', 'status'],
    bounds: waitingBounds,
  });
  const answers = instruments.counter({
    name: 'parley_answers_total',
    help: 'Answers by route: ok, refused (4xx, or the asker left before), failed (5xx); told before the first',
    labels: ['route', 'outcome'],
  });
  // Which route fails is asked of this: a line of its own for each, or the first failure of a route would be no rise.
  for (const route of [...routes.map(({ name }) => name), ...otherRoutes])
    for (const outcome of outcomes) answers.of(route, outcome)(0);
  const events = instruments.histogram({
    name: 'parley_event_seconds',
    help: 'Events of clients over the socket, by name and outcome',
    labels: ['event', 'outcome'],
    bounds: waitingBounds,
  });
  const acks = instruments.histogram({
    name: 'parley_send_to_ack_seconds',
    help: 'From a send arriving to its acknowledgement leaving, by carrier',
    labels: ['carrier'],
    bounds: waitingBounds,
  });
  const replays = instruments.counter({
    name: 'parley_replays_total',
    help: 'Requests that were on the record already, answered again',
    labels: ['route'],
  });
  for (const name of replayable) replays.of(name)(0);
  const ackOver = { http: acks.of('http'), socket: acks.of('socket') };

  return {
    answered(route, carrier, status, seconds) {
      requests.of(route, carrier, classOf(status))(seconds);
      answers.of(route, outcomeOf(status))();
      if (status !== 200 && status !== 201) return;
      if (route === sendMessage.name) ackOver[carrier](seconds);
      if (isReplay(route, status)) replays.of(route)();
    },
    event(name, outcome, seconds) {
      events.of(name, outcome)(seconds);
    },
  };
}
