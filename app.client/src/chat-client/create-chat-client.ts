import { sendReport } from '@parley/shared/contract/reports.routes.ts';
import { sendTelemetry } from '@parley/shared/contract/telemetry.routes.ts';
import { createActions } from './actions.ts';
import type { Call } from './calls/call.ts';
import { createCalls } from './calls/create-calls.ts';
import { createPerformanceMonitor } from './calls/performance-monitor.ts';
import { createRateLimiter } from './calls/rate-limiter.ts';
import { TtlLruCache } from './calls/ttl-lru-cache.ts';
import type { ChatClient } from './chat-client.ts';
import { ApiError } from './failure.ts';
import { createKeeping } from './keeping.ts';
import { circumstanceOf, measureState } from './measure-state.ts';
import { createDrafts } from './outbox/drafts.ts';
import { createMemoryStorage } from './outbox/memory-storage.ts';
import { createStages } from './outbox/stages.ts';
import { askWhenLeft } from './outbox/unattended.ts';
import { createWriting } from './outbox/writing.ts';
import type { ChatSocket, ChatStorage, ClientPorts } from './ports.ts';
import { createReporter } from './reports/reporter.ts';
import { noteConnection } from './reports/trailed.ts';
import { recallPerson } from './saved/recall.ts';
import { nothingSaved, type SavedStorage } from './saved/saved-storage.ts';
import { createSearchHere } from './search/search-here.ts';
import { type Desk, openDesk } from './session/desk.ts';
import { createSession } from './session/session.ts';
import { watchingSession } from './session/watching-session.ts';
import { initialState } from './state.ts';
import { createStorageState } from './storage-state.ts';
import { createStore } from './store.ts';
import { openNotices } from './tabs/notices.ts';
import { createTelemetry, outboxAge } from './telemetry.ts';

const CACHED = 200;

/** The chat without a screen, on whatever world it is given. Nothing begins before `start`. */
export function createChatClient(ports: ClientPorts): ChatClient {
  const { clock, newId } = ports;
  const store = createStore(initialState(clock.now()));
  const storageState = createStorageState(store);
  const monitor = createPerformanceMonitor(clock, circumstanceOf(store, clock, ports.signals));
  const limiter = createRateLimiter(clock);
  const cache = new TtlLruCache<unknown>(CACHED, clock);
  let storage: ChatStorage = createMemoryStorage();
  let saved: SavedStorage = nothingSaved;
  let offered: { readonly userId: string; readonly socket: () => ChatSocket | null } | null = null;

  const reports = createReporter({
    clock,
    release: ports.release ?? 'source',
    send: (body) => chainFor(null)(sendReport, { body }),
  });
  const stopNoting = noteConnection(store, reports);
  const stages = createStages(monitor, clock);
  const stopMeasuring = measureState({ store, monitor, stages, clock });

  const chainFor = createCalls({
    ports,
    monitor,
    reporter: reports,
    limiter,
    cache,
    socketOf: (account) => (offered?.userId === account ? offered.socket() : null),
    view: {
      userId: () => me(),
      cursorOf(conversationId) {
        const timeline = store.get().conversations.get(conversationId)?.timeline;
        const epoch = session.desk()?.engine().shelf.reader()?.epoch;
        return timeline && epoch ? `${epoch}:${timeline.joinedSeq}:${timeline.cursor}` : null;
      },
    },
  });
  const me = () => store.get().me?.id ?? null;
  /** What an answer to somebody who is not here any more says of a session means nothing for the one who is. */
  const callFor = (account: string | null): Call => {
    const isOfNow = () => account === null || account === me();
    return watchingSession({
      ended: () => isOfNow() && session.ended(),
      doubted: () => isOfNow() && session.doubted(),
    })(chainFor(account));
  };
  const call: Call = (route, input) => callFor(me())(route, input);
  const telemetry = createTelemetry({
    ...ports,
    monitor,
    choices: ports.choices ?? { getItem: () => null, setItem: () => undefined },
    outboxAgeMs: () => outboxAge(store.get().outbox, clock.now()),
    me,
    send: (body) => call(sendTelemetry, { body }),
  });
  let drafts = draftsOn(storage);

  const session = createSession({
    store,
    call,
    whoIsIt: chainFor(null),
    clock,
    drafts: () => drafts,
    forget(userId) {
      cache.forget();
      ports.savedSearch?.forget();
      void saved.keepOnly(userId).catch(() => undefined);
    },
    lastHere: () => recallPerson(saved),
    holder: ports.holder ?? (() => null),
    leaving: (userId) => tell({ kind: 'leaving', userId }),
    renewing: (userId) => tell({ kind: 'renewing', userId }),
    changed: (userId) => tell({ kind: 'session', userId }),
    openDesk: (userId) =>
      openDesk({
        userId,
        ports,
        storage,
        saved,
        store,
        call: callFor(userId),
        limiter,
        monitor,
        stages,
        reading: ports.reading ?? (() => null),
        offerSocket: (socket) => {
          offered = { userId, socket };
        },
        forgetPeople: () => cache.forget(),
        sessionEnded: () => session.doubted(),
        written: () => tell({ kind: 'outbox', userId }),
        keptMore: () => tell({ kind: 'kept', userId }),
      }),
  });

  const { tell, ...notices } = openNotices({
    openChannel: ports.openChannel,
    me,
    written: () =>
      void session
        .desk()
        ?.outbox.reload()
        .catch(() => undefined),
    kept: () =>
      void session
        .desk()
        ?.whole.reload()
        .catch(() => undefined),
    leaving: () => session.leavingElsewhere(),
    renewing: () => session.renewedElsewhere(),
    session: (userId) => void session.changedElsewhere(userId),
    typed: (userId, conversationId, draft) => drafts.heard(userId, conversationId, draft),
  });

  function draftsOn(place: ChatStorage) {
    return createDrafts({
      storage: place.drafts,
      clock,
      userId: me,
      wrote: storageState.wrote,
      typed: (userId, conversationId, draft) => tell({ kind: 'draft', userId, conversationId, draft }),
    });
  }

  function desk(): Desk {
    const open = session.desk();
    if (!open) throw new ApiError('UNAUTHENTICATED', 'local');
    return open;
  }
  const engine = () => desk().engine();

  // A hidden page may be gone the next moment, without another word.
  const stopWatching = ports.signals.subscribe((signal) => {
    if (signal === 'hidden') void drafts.flush();
  });
  const stopAsking = askWhenLeft({ store, signals: ports.signals, sendLater: ports.sendLater ?? (() => undefined) });

  return {
    ...createActions({ call, store, engine, newId, clock, stories: () => storage.stories ?? null }),
    searchHere: createSearchHere({
      search: ports.savedSearch ?? null,
      me,
      clock,
      keep: async () => session.desk()?.keep(),
    }),
    exports: async () => (await import('./exports.ts')).createExports({ call, newId }),
    account: async () => (await import('./session/own-account.ts')).createOwnAccount({ call, ...session }),
    keeping: createKeeping(call, engine),
    keepWhole: async (id, isKept) => desk().whole.set(id, isKept),
    state: store,
    monitor,
    reports,
    consent: telemetry,
    newId,
    askAsAdmin: (route, input) => call(route, input),
    cacheStatistics: () => cache.statistics(),

    async start() {
      const none = async () => nothingSaved;
      [storage, saved] = await Promise.all([ports.openStorage(), (ports.openSaved ?? none)().catch(none)]);
      drafts = draftsOn(storage);
      storageState.opened(storage.durable);
      const saving = saved === nothingSaved ? 'none' : 'ok';
      store.update((state) => ({ ...state, saving }));
      await session.identify();
    },
    flush: () => drafts.flush(),
    async stop() {
      await drafts.flush();
      stopWatching();
      stopAsking();
      telemetry.stop();
      stopNoting();
      stopMeasuring();
      session.close();
      notices.close();
      storage.close();
      saved.close();
      ports.savedSearch?.forget();
    },
    register: session.register,
    signIn: session.signIn,
    signOut: session.signOut,

    async open(id) {
      await session.letIn();
      await engine().holds.open(id);
    },
    close: (id) => session.desk()?.engine().holds.leave(id),
    readAhead: async () => session.desk()?.engine().holds.readAhead(store.get().order),
    trim: (id) => session.desk()?.engine().holds.trim(id),
    loadOlder: async (id) => engine().pages.load(id, 'older'),
    loadNewer: async (id) => engine().pages.load(id, 'newer'),
    loadAround: async (id, seq) => engine().pages.load(id, 'around', seq),
    loadNewest: async (id) => engine().pages.load(id, 'newest'),
    loadMoreConversations: async () => engine().list.more(),

    ...createWriting({ outbox: () => desk().outbox, wrote: storageState.wrote, limiter }),
    waiting: async () => (await storage.waiting?.()) ?? 0,
    drafts: {
      get: (id) => drafts.get(id),
      set: (id, draft) => drafts.set(id, draft),
      subscribe: (listener) => drafts.subscribe(listener),
    },

    markRead: (id, seq) => session.desk()?.engine().receipts.read(id, seq),
    setTyping: (id, active) => session.desk()?.engine().typing.say(id, active),
    reconnectNow: () => {
      const open = session.desk();
      if (open) open.engine().hurry();
      else void session.identify();
    },
  };
}
