import { installingWorker } from './addresses.ts';
import { type Installation, installApp } from './installation.ts';

const nowhere: Installation = { isNewer: () => false, subscribe: () => () => undefined, takeOver: () => undefined };

/** Installs the application; while it is being worked on (`isBuilt` false) a worker of an earlier build goes instead. */
export function installOnPage(view: Window, isBuilt: boolean, addressOf: (url: string) => string): Installation {
  // Missing where the page is not secure.
  const container = view.navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!isBuilt) {
    void container?.getRegistrations().then((all) => all.map((one) => one.unregister()));
    return nowhere;
  }
  return installApp({
    container,
    address: addressOf(installingWorker),
    reload: () => view.location.reload(),
    onVisible: (listener) =>
      view.document.addEventListener('visibilitychange', () => {
        if (view.document.visibilityState === 'visible') listener();
      }),
    now: () => Date.now(),
  });
}
