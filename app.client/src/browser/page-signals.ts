import type { Signals } from '../chat-client/ports.ts';

/** What the browser says of network and visibility. */
export function pageSignals(): Signals {
  const visible = () => document.visibilityState === 'visible';
  return {
    online: () => navigator.onLine,
    visible,
    subscribe(listener) {
      const online = () => listener('online');
      const offline = () => listener('offline');
      const turned = () => listener(visible() ? 'visible' : 'hidden');
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      document.addEventListener('visibilitychange', turned);
      return () => {
        window.removeEventListener('online', online);
        window.removeEventListener('offline', offline);
        document.removeEventListener('visibilitychange', turned);
      };
    },
  };
}
