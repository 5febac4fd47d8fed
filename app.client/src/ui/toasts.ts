/** One thing said at the edge of the screen, and at most one thing to do about it. */
interface Toast {
  id: number;
  text: string;
  /** `failed` is red and stays until it is closed; the others leave by themselves. */
  kind: 'plain' | 'failed';
  action?: { label: string; run: () => void } | undefined;
}

/** What is said at the edge of the screen just now. */
export interface Toasts {
  show(toast: Omit<Toast, 'id' | 'kind'> & { kind?: Toast['kind'] }): number;
  dismiss(id: number): void;
  subscribe(listener: () => void): () => void;
  /** The same array until something changes. */
  current(): readonly Toast[];
}

const STAYS_MS = 6000;
const MOST = 3;

/** What is said now, newest last and never more than three. `after` is the caller's clock: it returns its cancel. */
export function createToasts(after: (ms: number, run: () => void) => () => void): Toasts {
  let toasts: readonly Toast[] = [];
  let next = 1;
  const listeners = new Set<() => void>();
  const timers = new Map<number, () => void>();

  const become = (now: readonly Toast[]) => {
    for (const gone of toasts.filter((toast) => !now.includes(toast))) {
      timers.get(gone.id)?.();
      timers.delete(gone.id);
    }
    toasts = now;
    for (const listener of listeners) listener();
  };

  const dismiss = (id: number) => become(toasts.filter((toast) => toast.id !== id));

  return {
    show: ({ kind = 'plain', ...said }) => {
      const toast: Toast = { ...said, kind, id: next };
      next += 1;
      // The same sentence twice is one sentence.
      become([...toasts.filter((other) => other.text !== toast.text), toast].slice(-MOST));
      if (kind === 'plain')
        timers.set(
          toast.id,
          after(STAYS_MS, () => dismiss(toast.id)),
        );
      return toast.id;
    },
    dismiss,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => toasts,
  };
}
