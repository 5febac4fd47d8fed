import type { PerformanceMonitor, SlowReason } from './calls/performance-monitor.ts';
import type { Clock, Signals } from './ports.ts';
import type { ChatState } from './state.ts';
import type { Store } from './store.ts';
import { deliveryStatus } from './timeline/status.ts';

/** Whoever is away gets it later: that is no measure of speed. */
const PATIENCE_MS = 60_000;
const FOLLOWED = 50;

interface Followed {
  readonly conversationId: string;
  readonly composedAt: number;
  delivered: boolean;
}

/** Reads from the state what nobody times: how long the socket was sought, its round trips, how far messages of mine have come. */
export function measureState(deps: {
  readonly store: Store<ChatState>;
  readonly monitor: Pick<PerformanceMonitor, 'record'>;
  readonly clock: Pick<Clock, 'elapsed'>;
}): () => void {
  const { store, monitor, clock } = deps;
  const followed = new Map<string, Followed>();
  let seen = store.get();
  let soughtSince = clock.elapsed();

  function connection(now: ChatState['connection'], before: ChatState['connection']): void {
    const [isUp, wasUp] = [now.carrier === 'socket', before.carrier === 'socket'];
    if (isUp && !wasUp) monitor.record('socket.connect', clock.elapsed() - soughtSince);
    if (!isUp && wasUp) soughtSince = clock.elapsed();
    if (now.roundTripMs !== null && now.roundTripMs !== before.roundTripMs)
      monitor.record('socket.roundTrip', now.roundTripMs);
  }

  function follow(outbox: ChatState['outbox'], before: ChatState['outbox']): void {
    for (const [conversationId, lane] of outbox) {
      if (lane === before.get(conversationId)) continue;
      for (const { id } of lane)
        if (!followed.has(id)) followed.set(id, { conversationId, composedAt: clock.elapsed(), delivered: false });
    }
    for (const id of followed.keys()) {
      if (followed.size <= FOLLOWED) return;
      followed.delete(id);
    }
  }

  function arrivals(state: ChatState): void {
    for (const [id, one] of followed) {
      const took = clock.elapsed() - one.composedAt;
      const conversation = state.conversations.get(one.conversationId);
      const message = conversation?.timeline?.rows.find((row) => row.id === id);
      if (took > PATIENCE_MS) followed.delete(id);
      if (took > PATIENCE_MS || !conversation || !message) continue;
      const status = deliveryStatus(message, conversation.participants.values());
      if (status === 'sent') continue;
      if (!one.delivered) monitor.record('message.delivered', took);
      one.delivered = true;
      if (status !== 'read') continue;
      monitor.record('message.read', took);
      followed.delete(id);
    }
  }

  return store.subscribe(() => {
    const state = store.get();
    const before = seen;
    seen = state;
    // Nobody seeks a socket while a form waits to be filled in.
    if (state.me?.id !== before.me?.id) soughtSince = clock.elapsed();
    if (state.connection !== before.connection) connection(state.connection, before.connection);
    if (state.outbox !== before.outbox) follow(state.outbox, before.outbox);
    if (followed.size > 0 && state.conversations !== before.conversations) arrivals(state);
  });
}

/** What happens on the device alone, whatever its connection. */
const isHere = (name: string): boolean => name.startsWith('page.') || name === 'message.durable';

/** What stood in the way of something of this name that has just ended, so many milliseconds after it began. */
export const circumstanceOf =
  (store: Store<ChatState>, clock: Pick<Clock, 'now'>, signals: Pick<Signals, 'visible'>) =>
  (name: string, milliseconds: number): SlowReason => {
    const { phase, since } = store.get().connection;
    // Before the first connection nothing was lost yet.
    const wasAway = phase !== 'connecting' && (phase !== 'live' || clock.now() - since < milliseconds);
    if (wasAway && !isHere(name) && name !== 'socket.connect') return 'offline';
    return signals.visible() ? 'unknown' : 'hidden';
  };
