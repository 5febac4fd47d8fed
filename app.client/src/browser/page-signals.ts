import type { Signals } from '../chat-client/ports.ts';

/** What the browser says of network and visibility. */
export function pageSignals(page: Window = window): Signals {
  const visible = () => page.document.visibilityState === 'visible';
  return {
    online: () => page.navigator.onLine,
    visible,
    subscribe(listener) {
      const online = () => listener('online');
      const offline = () => listener('offline');
      const turned = () => listener(visible() ? 'visible' : 'hidden');
      page.addEventListener('online', online);
      page.addEventListener('offline', offline);
      page.document.addEventListener('visibilitychange', turned);
      return () => {
        page.removeEventListener('online', online);
        page.removeEventListener('offline', offline);
        page.document.removeEventListener('visibilitychange', turned);
      };
    },
  };
}
