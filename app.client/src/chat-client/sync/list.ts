import { listConversations } from '@parley/shared/contract/conversations.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import { failureOf } from '../failure.ts';
import type { ChatState, ListState } from '../state.ts';
import type { WritableStore } from '../store.ts';
import type { Shelf } from './shelf.ts';

/** The first pages of the list, so that something is seen before the first sync has compared everything. */
export interface List {
  more(): Promise<void>;
  /** A whole sync has brought all there is. */
  complete(): void;
  failed(error: unknown): void;
}

/** Keeps `list` of the state. */
export function createList(deps: {
  readonly store: WritableStore<ChatState>;
  readonly call: Call;
  readonly shelf: () => Shelf;
}): List {
  const { store, call, shelf } = deps;
  const show = (change: Partial<ListState>): void =>
    store.update((state) => ({ ...state, list: { ...state.list, ...change } }));

  function failed(error: unknown): void {
    if (store.get().list.status === 'ready') return;
    show({ status: 'failed', failure: failureOf(error) });
  }

  return {
    failed,
    complete: () => show({ status: 'ready', next: null, failure: null }),
    async more() {
      const { status, next, loadingMore } = store.get().list;
      if (loadingMore || (status === 'ready' && next === null)) return;
      const life = shelf().life();
      show({ loadingMore: true });
      try {
        const query = { limit: limits.conversationsPage, ...(next === null ? {} : { cursor: next }) };
        const answer = await call(listConversations, { query });
        if (life !== shelf().life()) return;
        shelf().together(() => {
          for (const summary of answer.conversations) shelf().list(answer.epoch, summary);
          // A sync that was faster knows all, and has said so.
          if (store.get().list.status !== 'ready' || next !== null)
            show({ status: 'ready', next: answer.next, failure: null });
        });
      } catch (error) {
        failed(error);
        throw error;
      } finally {
        show({ loadingMore: false });
      }
    },
  };
}
