import type { PerformanceMonitor, SlowReason } from './calls/performance-monitor.ts';
import type { Stages } from './outbox/stages.ts';
import type { Clock, Signals } from './ports.ts';
import type { ChatState } from './state.ts';
import type { Store } from './store.ts';
import { deliveryStatus } from './timeline/status.ts';

/** Whoever is away gets it later: that is no measure of speed. */
const PATIENCE_MS = 60_000;

/** Reads from the state what nobody times: how long the socket was sought, how far messages written on this page have come. */
export function measureState(deps: {
  readonly store: Store<ChatState>;
  readonly monitor: Pick<PerformanceMonitor, 'record'>;
  readonly stages: Pick<Stages, 'onTheirWay' | 'reached' | 'letGo'>;
  readonly clock: Pick<Clock, 'elapsed'>;
}): () => void {
  const { store, monitor, stages, clock } = deps;
  let seen = store.get();
  let soughtSince = clock.elapsed();

  function connection(now: ChatState['connection'], before: ChatState['connection']): void {
    const [isUp, wasUp] = [now.carrier === 'socket', before.carrier === 'socket'];
    if (isUp && !wasUp) monitor.record('socket.connect', clock.elapsed() - soughtSince);
    if (!isUp && wasUp) soughtSince = clock.elapsed();
  }

  function arrivals(now: ChatState['conversations'], before: ChatState['conversations']): void {
    const awaited = new Map(stages.onTheirWay().map((one) => [one.id, one]));
    for (const { id, age, isAcknowledged } of awaited.values())
      if (isAcknowledged && age > PATIENCE_MS) stages.letGo(id);
    for (const conversationId of new Set([...awaited.values()].map((one) => one.conversationId))) {
      const conversation = now.get(conversationId);
      if (!conversation || conversation === before.get(conversationId)) continue;
      // Once through the rows, however many are awaited: an outbox of hundreds makes a change with each that has arrived.
      for (const message of conversation.timeline?.rows ?? []) {
        const one = awaited.get(message.id);
        if (!one) continue;
        // Where another tab has sent it, this is how one hears of it.
        stages.reached('acknowledged', one.id);
        const status = one.age > PATIENCE_MS ? 'sent' : deliveryStatus(message, conversation.participants.values());
        if (status !== 'sent') stages.reached('delivered', one.id);
        if (status === 'read') stages.reached('read', one.id);
      }
    }
  }

  return store.subscribe(() => {
    const state = store.get();
    const before = seen;
    seen = state;
    // Nobody seeks a socket while a form waits to be filled in.
    if (state.me?.id !== before.me?.id) soughtSince = clock.elapsed();
    if (state.connection !== before.connection) connection(state.connection, before.connection);
    if (state.conversations !== before.conversations) arrivals(state.conversations, before.conversations);
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
