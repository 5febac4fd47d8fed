import { holderOf } from '@parley/shared/contract/holder.ts';
import { createMemoryStorage } from '../chat-client/outbox/memory-storage.ts';
import type { ClientPorts } from '../chat-client/ports.ts';
import { openBroadcast } from './channel.ts';
import { openIdbSaved } from './idb-saved.ts';
import { openIdbStorage } from './idb-storage.ts';
import { newUuid } from './ids.ts';
import { pageSignals } from './page-signals.ts';
import { builtRelease } from './release.ts';
import { searchInWorker } from './search/search-in-worker.ts';
import { connectLater } from './socket-later.ts';
import { systemClock } from './system-clock.ts';
import { webLocks } from './web-locks.ts';
import { searchingWorker } from './worker/addresses.ts';
import { sendLater } from './worker/background.ts';

/** The world as a page has it; `addressOf` makes the addresses of its workers. */
export const browserPorts = (addressOf: (url: string) => string): ClientPorts => ({
  baseUrl: '',
  fetch: (url, init) => window.fetch(url, init),
  connectSocket: (handlers, account) =>
    connectLater(
      async () => {
        const { connectSocketIo } = await import('./socket.ts');
        return (own) => connectSocketIo({ url: window.location.origin, clock: systemClock, account }, own);
      },
      systemClock,
      handlers,
    ),
  // Without a disk (a private window, a full one) it goes on in memory; the state says so.
  openStorage: () => openIdbStorage().catch(createMemoryStorage),
  openSaved: openIdbSaved,
  savedSearch: searchInWorker(() => new Worker(addressOf(searchingWorker), { type: 'module' })),
  sendLater: (userId) => void sendLater(navigator.serviceWorker as ServiceWorkerContainer | undefined, userId),
  clock: systemClock,
  locks: webLocks(navigator.locks),
  holder: () => holderOf(document.cookie),
  reading: () => /^\/c\/([^/]+)/.exec(window.location.pathname)?.[1] ?? null,
  openChannel: openBroadcast,
  signals: pageSignals(),
  newId: () => newUuid(),
  release: builtRelease(document),
});
