import type { ChatState } from './state.ts';
import type { WritableStore } from './store.ts';

/** Whether what is typed could be written down, as the person is told. */
export interface StorageState {
  /** Something was written down, or there was no room for it. */
  wrote(isDone: boolean): void;
  /** The storage was opened: whether it outlives the page. */
  opened(durable: boolean): void;
}

/** Full after one refusal, and well again after the next thing that is written. */
export function createStorageState(store: WritableStore<ChatState>): StorageState {
  let wellAs: ChatState['storage'] = 'memory';
  const tell = (storage: ChatState['storage']): void =>
    store.update((state) => (state.storage === storage ? state : { ...state, storage }));
  return {
    wrote: (isDone) => {
      if (!isDone) tell('full');
      else if (store.get().storage === 'full') tell(wellAs);
    },
    opened: (durable) => {
      wellAs = durable ? 'ok' : 'memory';
      tell(wellAs);
    },
  };
}
