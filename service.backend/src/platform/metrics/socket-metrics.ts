import type { Instruments } from './instruments.ts';

/** Sockets as they stand now. */
interface SocketsNow {
  /** Open, of whoever it may be. */
  readonly open: number;
  /** Known by their sessions, in their rooms. */
  readonly connected: number;
}

/** What happens to sockets, and what stands between this node and the others. */
export interface SocketMetrics {
  /** A handshake ended: `accepted`, or the code it was refused with. */
  handshake(outcome: string): void;
  /** A socket ended, for the reason that Socket.IO gives. */
  disconnected(reason: string): void;
  slowConsumerDropped(): void;
  /** Asked whenever somebody looks. */
  watch(read: () => SocketsNow): void;
  /** The link to other nodes: whether it is whole, and what was lost on it so far. */
  watchRedis(read: () => { whole: boolean; losses: number }): void;
}

/** How a handshake may end: said before one does, or the first would be no rise. */
const outcomes = [
  'accepted',
  'draining',
  'origin',
  'too many',
  'UNAUTHENTICATED',
  'ACCOUNT_CHANGED',
  'RATE_LIMITED',
  'UNAVAILABLE',
] as const;

/** Reasons that Socket.IO gives; they are few and none is ours to choose. */
const reasons = [
  'transport close',
  'transport error',
  'ping timeout',
  'parse error',
  'forced close',
  'client namespace disconnect',
  'server namespace disconnect',
  'server shutting down',
  'forced server close',
] as const;

/** Counts by outcome and reason, and reads the rest when it is asked. */
export function createSocketMetrics(instruments: Instruments): SocketMetrics {
  const handshakes = instruments.counter({
    name: 'parley_socket_handshakes_total',
    help: 'Handshakes by outcome: accepted, or why not',
    labels: ['outcome'],
  });
  const ends = instruments.counter({
    name: 'parley_socket_disconnects_total',
    help: 'Sockets that ended, by reason',
    labels: ['reason'],
  });
  const dropped = instruments
    .counter({ name: 'parley_slow_consumers_dropped_total', help: 'Sockets cut because too much waited for them' })
    .of();
  for (const outcome of outcomes) handshakes.of(outcome)(0);
  for (const reason of reasons) ends.of(reason)(0);

  return {
    handshake: (outcome) => handshakes.of(outcome)(),
    disconnected: (reason) => ends.of(reason)(),
    slowConsumerDropped: () => dropped(),
    watch(read) {
      instruments.reading({ name: 'parley_sockets', help: 'Sockets by state' }, () => {
        const { open, connected } = read();
        return [
          { labels: { state: 'connected' }, value: connected },
          { labels: { state: 'connecting' }, value: Math.max(0, open - connected) },
        ];
      });
    },
    watchRedis(read) {
      instruments.reading({ name: 'parley_redis_whole', help: '1 while this node hears the others and is heard' }, () =>
        Number(read().whole),
      );
      instruments.reading(
        { name: 'parley_redis_losses_total', help: 'Publications lost on the way to Redis', type: 'counter' },
        () => read().losses,
      );
    },
  };
}
