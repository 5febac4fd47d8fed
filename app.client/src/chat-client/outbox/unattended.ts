import type { Signals } from '../ports.ts';
import type { ChatState } from '../state.ts';
import type { Store } from '../store.ts';
import type { OutboxEntry } from './entry.ts';

/** What asking the browser takes. */
export interface UnattendedDeps {
  readonly store: Store<ChatState>;
  readonly signals: Signals;
  /** Asks the browser to send this user's outbox when there is a network, though no page be open. */
  readonly sendLater: (userId: string) => void;
}

const waits = ({ status }: OutboxEntry): boolean => status === 'queued' || status === 'sending';

/** How many entries have nobody to take them: there is no connection, or they were tried in vain, whatever it looks like. */
function leftWaiting({ connection, outbox, me }: ChatState): number {
  if (!me) return 0;
  const isAway = connection.phase !== 'live';
  const entries = [...outbox.values()].flat();
  return entries.filter((entry) => waits(entry) && (isAway || (entry.status === 'queued' && entry.attempts.length > 0)))
    .length;
}

/**
 * Asks the browser to send though no page be open: as soon as something waits that does not go by itself at once, and again
 * when the page is hidden, because it may be gone the next moment without another word.
 */
export function askWhenLeft({ store, signals, sendLater }: UnattendedDeps): () => void {
  let seen = store.get();
  let left = 0;
  const ask = (): void => {
    const { me } = store.get();
    if (me) sendLater(me.id);
  };
  const stopLooking = store.subscribe(() => {
    const state = store.get();
    const { connection, outbox, me } = seen;
    seen = state;
    if (outbox === state.outbox && me === state.me && connection.phase === state.connection.phase) return;
    const before = left;
    left = leftWaiting(state);
    if (left > before) ask();
  });
  const stopListening = signals.subscribe((signal) => {
    if (signal === 'hidden' && [...store.get().outbox.values()].flat().some(waits)) ask();
  });
  return () => {
    stopLooking();
    stopListening();
  };
}
