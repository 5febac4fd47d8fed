import type { ChatState } from '../state.ts';
import type { WritableStore } from '../store.ts';

/** The state in one person's hands. */
export interface OwnStore {
  readonly store: WritableStore<ChatState>;
  /** From now on nothing is changed through it. */
  close(): void;
}

/**
 * What was asked in somebody's name may be answered when he has left, and another is here: through this it changes nothing
 * any more, whoever forgot to look.
 */
export function ownStore(store: WritableStore<ChatState>, userId: string): OwnStore {
  let isClosed = false;
  const isHis = (state: ChatState): boolean => !isClosed && state.me?.id === userId;
  return {
    store: {
      ...store,
      set: (next) => store.update((state) => (isHis(state) ? next : state)),
      update: (change) => store.update((state) => (isHis(state) ? change(state) : state)),
    },
    close() {
      isClosed = true;
    },
  };
}
