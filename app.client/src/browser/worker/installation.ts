/** The application as the browser has installed it. */
export interface Installation {
  /** True when a newer version waits. */
  isNewer(): boolean;
  subscribe(listener: () => void): () => void;
  /** Lets the newer version take over, and loads the page anew. To be called when nothing can be lost by it. */
  takeOver(): void;
}

/** What the page needs of its window. */
export interface InstallationDeps {
  readonly container: ServiceWorkerContainer | undefined;
  /** Where its worker lies. */
  readonly address: string;
  readonly reload: () => void;
  readonly onVisible: (listener: () => void) => void;
  readonly now: () => number;
}

const LOOK_EVERY = 3_600_000;

/** A worker that has not ended what it began keeps the newer one waiting, for minutes; a page that goes ends it. */
const PATIENCE_MS = 3_000;

/** Installs the worker where the browser has any. A newer version waits until somebody says that it may take over. */
export function installApp({ container, address, reload, onVisible, now }: InstallationDeps): Installation {
  const listeners = new Set<() => void>();
  let waiting: ServiceWorker | null = null;
  let isTakingOver = false;
  let lookedAt = now();

  const show = (worker: ServiceWorker | null): void => {
    waiting = worker;
    for (const listener of [...listeners]) listener();
  };

  function watch(registration: ServiceWorkerRegistration): void {
    // The very first one is not newer than anything.
    const look = () => registration.waiting && container?.controller && show(registration.waiting);
    look();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
    onVisible(() => {
      if (now() - lookedAt < LOOK_EVERY) return;
      lookedAt = now();
      void registration.update().catch(() => undefined);
    });
  }

  container?.addEventListener('controllerchange', () => {
    if (isTakingOver) reload();
  });
  // Without a worker the application works as before, only not without a network. What blocks it may answer with nothing.
  container?.register(address, { updateViaCache: 'none' }).then(
    (registration: ServiceWorkerRegistration | undefined) => registration && watch(registration),
    () => undefined,
  );

  return {
    isNewer: () => waiting !== null,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    takeOver() {
      isTakingOver = true;
      waiting?.postMessage('take over');
      setTimeout(reload, PATIENCE_MS);
    },
  };
}
