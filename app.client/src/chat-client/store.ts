/** A value that can be watched. What it holds is never changed, only replaced. */
export interface Store<T> {
  get(): T;
  /** Calls back after each replacement, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** A store whose owner may replace its value. */
export interface WritableStore<T> extends Store<T> {
  set(next: T): void;
  update(change: (current: T) => T): void;
  /** However often the value is replaced meanwhile, listeners are told once, at the end. */
  batch(work: () => void): void;
}

/** Tells nobody when the value is the very same; a listener that leaves while others are told is not told any more. */
export function createStore<T>(initial: T): WritableStore<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  let told = initial;
  let batches = 0;
  const tell = (): void => {
    if (batches > 0 || Object.is(value, told)) return;
    told = value;
    for (const listener of listeners) listener();
  };
  const set = (next: T): void => {
    value = next;
    tell();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    batch(work) {
      batches += 1;
      try {
        work();
      } finally {
        batches -= 1;
        tell();
      }
    },
    subscribe(listener) {
      // Wrapped, so that one function subscribed twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
