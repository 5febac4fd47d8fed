import '../../jitless.ts';
import { httpCall } from '../../chat-client/calls/http-call.ts';
import { openBroadcast } from '../channel.ts';
import { openIdbStorage } from '../idb-storage.ts';
import { newUuid } from '../ids.ts';
import { systemClock } from '../system-clock.ts';
import { tryLock } from '../web-locks.ts';
import { sentBy } from './background.ts';
import { createAppFiles } from './files.ts';
import { sendWaiting } from './send-waiting.ts';
import { CallAgain, watchWorker } from './watch-worker.ts';

// The root of the worker, as main.tsx is of the page: it opens the application without a network, and sends what a closed
// page has left. The build writes in which files there are.
declare const APP_FILES: { readonly version: string; readonly files: readonly string[] };

/** What the library of types does not know. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const scope = self as unknown as ServiceWorkerGlobalScope;
const fetchNow = (request: Request | string, init?: RequestInit) => scope.fetch(request, init);
const files = createAppFiles({ ...APP_FILES, caches: scope.caches, fetch: fetchNow, origin: scope.location.origin });
const report = watchWorker({ scope, fetch: fetchNow, clock: systemClock, release: APP_FILES.version });

/** True when nothing is left to be done for now. */
async function send(userId: string): Promise<boolean> {
  const storage = await openIdbStorage();
  const channel = openBroadcast('parley', () => undefined);
  try {
    if ((await storage.outbox.positions(userId)).length === 0) return true;
    const isDone = await tryLock(scope.navigator.locks, `parley-${userId}`, (isLost) =>
      sendWaiting({
        userId,
        storage: storage.outbox,
        call: httpCall({ fetch: fetchNow, baseUrl: '', clock: systemClock }, userId),
        clock: systemClock,
        newId: () => newUuid(),
        isRelieved: isLost,
        written: () => channel.post({ kind: 'outbox', userId }),
      }),
    );
    // null: a page has the lock, and may be gone before it is done.
    return isDone === true;
  } finally {
    channel.close();
    storage.close();
  }
}

/** Rejects where the browser is to call again. */
async function sendOrCallAgain(userId: string): Promise<void> {
  const isDone = await send(userId).catch((error) => {
    report(error);
    return false;
  });
  if (!isDone) throw new CallAgain('not all is sent yet');
}

scope.addEventListener('install', (event) => event.waitUntil(files.install()));
scope.addEventListener('activate', (event) => event.waitUntil(files.activate()));
scope.addEventListener('fetch', (event) => {
  const answer = files.answer(event.request);
  if (answer) event.respondWith(answer);
});
scope.addEventListener('message', ({ data }) => {
  // Asked for by a person who was told that there is a new version, when what was being written is safe.
  if (data === 'take over') void scope.skipWaiting();
});
scope.addEventListener('sync' as 'install', (event) => {
  const userId = sentBy((event as SyncEvent).tag);
  if (userId === null) return;
  event.waitUntil(sendOrCallAgain(userId));
});
