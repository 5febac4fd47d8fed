import type { Link } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { ChatState } from '../state.ts';
import type { Store } from '../store.ts';
import type { Reporter } from './reporter.ts';

/** Notes every call by its route's name and how it ended: what an error came after. */
export const trailed =
  ({ note }: Pick<Reporter, 'note'>): Link =>
  (next) =>
  async (route, input) => {
    try {
      const output = await next(route, input);
      note({ kind: 'call', name: route.name, outcome: 'ok' });
      return output;
    } catch (error) {
      note({ kind: 'call', name: route.name, outcome: error instanceof ApiError ? error.code : 'INTERNAL' });
      throw error;
    }
  };

/** Notes how the connection comes and goes. */
export function noteConnection(store: Store<ChatState>, { note }: Pick<Reporter, 'note'>): () => void {
  let phase = store.get().connection.phase;
  return store.subscribe(() => {
    const now = store.get().connection.phase;
    if (now !== phase) note({ kind: 'connection', name: now, outcome: 'ok' });
    phase = now;
  });
}
