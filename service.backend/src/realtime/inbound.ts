import { clientEvents } from '@parley/shared/contract/events.ts';
import type { ErrorCode } from '@parley/shared/errors.ts';
import type * as z from 'zod/mini';
import type { Clock } from '../platform/clock.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { outcomeOf } from './event-outcome.ts';
import { refusalOf } from './refusal.ts';
import type { ClientSocket } from './socket-server.ts';

/** What a client may say. */
export type ClientEventName = keyof typeof clientEvents;
type Payload<K extends ClientEventName> = z.output<(typeof clientEvents)[K]>;

/** Answers an event whose payload was parsed; what it returns is the acknowledgement. */
export type Handlers = {
  readonly [K in ClientEventName]: (payload: Payload<K>, socket: ClientSocket) => Promise<object>;
};

/** So many frames in a minute that no client of ours sends, and the socket is closed. */
export const invalidFramesAMinute = 10;
/** So many events in ten seconds are more than a person and an outbox make: the rest counts as invalid. */
export const eventsInTenSeconds = 200;

/** Reads everything a socket says: parsed strictly or refused, counted, answered by a code and nothing more. */
export function listen(deps: {
  readonly socket: ClientSocket;
  readonly handlers: Handlers;
  /** So many times as many events as a person makes. */
  readonly scale: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'requests' | 'now' | 'since'>;
}): void {
  const { socket, handlers, scale, clock, logger, metrics } = deps;
  const invalid = createCounter(clock, 60_000);
  const events = createCounter(clock, 10_000);

  function refuse(acknowledge: Acknowledge, name: ClientEventName | null, code: ErrorCode): void {
    acknowledge(refusalOf(name, code));
    if (invalid.count() < invalidFramesAMinute) return;
    logger.warn({ userId: socket.data.actor.userId }, 'a socket was closed: it says what no client says');
    socket.disconnect(true);
  }

  async function answer<K extends ClientEventName>(name: K, payload: unknown, acknowledge: Acknowledge) {
    const parsed = clientEvents[name].safeParse(payload);
    if (!parsed.success) return refuse(acknowledge, name, 'VALIDATION_FAILED');
    try {
      acknowledge(await handlers[name](parsed.data as Payload<K>, socket));
    } catch (error) {
      const known = error instanceof DomainError ? error : new DomainError('INTERNAL', { cause: error });
      if (known.code === 'INTERNAL') logger.error({ err: error, event: name }, 'an event failed, nobody knows why');
      acknowledge(refusalOf(name, known.code, known.retryAfterMs));
    }
  }

  socket.onAny((name: string, ...args: unknown[]) => {
    const began = metrics.now();
    const last = args.at(-1);
    const known = isClientEvent(name) ? name : null;
    // By a name of the contract, or by one word for all others: a label may not grow with what somebody says.
    const acknowledge = (reply: object): void => {
      metrics.requests.event(known ?? 'unknown', outcomeOf(reply), metrics.since(began));
      if (typeof last === 'function') last(reply);
    };
    if (events.count() > eventsInTenSeconds * scale) return refuse(acknowledge, known, 'RATE_LIMITED');
    if (known === null) return refuse(acknowledge, null, 'NOT_FOUND');
    void answer(known, args[0], acknowledge);
  });
}

type Acknowledge = (answer: object) => void;

const isClientEvent = (name: string): name is ClientEventName => Object.hasOwn(clientEvents, name);

/** Counts within windows of a fixed length. */
function createCounter(clock: Clock, window: number): { count(): number } {
  let began = clock.now();
  let seen = 0;
  return {
    count() {
      if (clock.now() - began >= window) {
        began = clock.now();
        seen = 0;
      }
      seen += 1;
      return seen;
    },
  };
}
