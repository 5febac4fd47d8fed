import type { Call } from '../calls/call.ts';
import type { PerformanceMonitor } from '../calls/performance-monitor.ts';
import type { RateLimiter } from '../calls/rate-limiter.ts';
import { ApiError } from '../failure.ts';
import type { ChatSocket, ClientPorts } from '../ports.ts';
import type { SavedPart } from '../saved/saved-storage.ts';
import type { ChatState } from '../state.ts';
import type { WritableStore } from '../store.ts';
import type { SavedStretch } from '../timeline/remember.ts';
import { createChecks } from './checks.ts';
import { createCompareAll } from './compare-all.ts';
import { createConnection } from './connection.ts';
import { createErrand } from './errand.ts';
import { createFrames } from './frames.ts';
import { watchGoodMoments } from './good-moments.ts';
import { createHolds, type Holds } from './holds.ts';
import { createList, type List } from './list.ts';
import { createPages, type Pages } from './pages.ts';
import { createPeople, type People } from './people.ts';
import { createReceipts, type Receipts } from './receipts.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { createTyping, type Typing } from './typing.ts';
import { createUnreadMarks, type UnreadMarks } from './unread-marks.ts';
import { createWants } from './wants.ts';
import type { Wishes } from './wishes.ts';

/** Keeps one person's state current, for as long as he is signed in. */
export interface Engine {
  readonly shelf: Shelf;
  readonly holds: Holds;
  readonly pages: Pages;
  readonly list: List;
  readonly people: People;
  readonly receipts: Receipts;
  readonly marks: UnreadMarks;
  readonly typing: Typing;
  start(): void;
  stop(): void;
  /** Does not wait for the next pause to end. */
  hurry(): void;
  /** What a failed call says of the world: the connection, or another life of the record. */
  failed(error: unknown): void;
}

interface EngineDeps {
  readonly userId: string;
  /** The life of the record that the state's conversations belong to, where there are any. */
  readonly epoch: string | null;
  readonly store: WritableStore<ChatState>;
  readonly call: Call;
  readonly limiter: RateLimiter;
  readonly monitor: Pick<PerformanceMonitor, 'record'>;
  readonly ports: Pick<ClientPorts, 'clock' | 'signals' | 'connectSocket'>;
  /** The second carrier goes over the same socket. */
  readonly offerSocket: (socket: () => ChatSocket | null) => void;
  readonly forgetPeople: () => void;
  /** What this device's disk has of a part of a conversation. */
  readonly recall: (conversationId: string, part: SavedPart) => Promise<SavedStretch | null>;
  /** Marks that were set and not confirmed, and how far conversations were seen: also before this engine began. */
  readonly wishes: Wishes;
  readonly seen: Map<string, number>;
  readonly sessionEnded: () => void;
  /** There is a connection again. */
  readonly connected: () => void;
}

// The socket comes first, so that nothing falls between; but where there is none, HTTP must do.
const SOCKET_WAIT = 1_500;
const NEWCOMERS = 500;

/** The socket is a hint and the log is the truth: everything that arrives ends in the timeline's pure functions. */
export function createEngine(deps: EngineDeps): Engine {
  const { userId, store, call, ports, sessionEnded } = deps;
  const { clock, signals } = ports;
  let stopWatching: () => void = () => undefined;

  const wantSync = (): void => full.want();
  const people = createPeople({ store, call, forget: deps.forgetPeople });
  const whoIsThere = createErrand(clock, people.look);
  const isOpening = (id: string): boolean => holds.isOpening(id);
  const wants = createWants({ call, clock, shelf: () => shelf, isOpening, wantSync, failed });
  const holds = createHolds({
    call,
    shelf: () => shelf,
    wantFresh: (id) => wants.take(id, { fresh: true }),
    failed,
    opened: () => checks.closer(),
    recall: deps.recall,
    before: [...store.get().conversations.values()].filter(({ timeline }) => timeline).map(({ id }) => id),
  });
  const shelf = createShelf({
    store,
    userId,
    epoch: deps.epoch,
    isHeld: holds.has,
    wanted: wants.take,
    wished: deps.wishes.of,
    rose: (id) => receipts.rose(id),
    // Presence is told as it changes: of somebody new it has to be asked once.
    users: (users) => void (people.met(users) && whoIsThere.want(NEWCOMERS)),
  });
  const list = createList({ store, call, shelf: () => shelf });
  const pages = createPages({
    call,
    failed,
    recall: deps.recall,
    shelf: () => shelf,
    isOffline: () => store.get().connection.phase !== 'live',
  });
  const socket = (): ChatSocket | null => connection.socket();
  const receipts = createReceipts({ call, clock, shelf: () => shelf, socket, failed, seen: deps.seen });
  const marks = createUnreadMarks({ call, clock, shelf: () => shelf, wishes: deps.wishes, failed });
  const typing = createTyping({ store, clock, limiter: deps.limiter, socket });
  const takeFrame = createFrames({
    shelf: () => shelf,
    people,
    typing,
    receipts,
    arrived(id) {
      holds.arrived(id);
      checks.told(id);
    },
    wantSync,
    degraded(degraded) {
      connection.degraded(degraded);
      checks.closer();
    },
    told: (serverTime) => connection.told(serverTime),
    sessionEnded,
    reconnect: (afterMs) => socket()?.reconnect(afterMs),
  });
  const connection = createConnection({
    store,
    clock,
    online: signals.online,
    connectSocket: (handlers) => ports.connectSocket(handlers, userId),
    handlers: {
      connected() {
        // Subscribed first, asked afterwards: nothing can fall between. What was asked before may never be answered.
        full.anew();
        wants.hurry();
        whoIsThere.want();
        deps.connected();
      },
      disconnected: () => checks.cut(),
      refused(code) {
        if (code === 'UNAUTHENTICATED' || code === 'ACCOUNT_CHANGED') sessionEnded();
      },
      event: takeFrame,
    },
  });

  function unconfirmed(): void {
    receipts.again();
    marks.again();
    void people.again();
  }

  const full = createCompareAll({ call, clock, shelf, list, connection, compared: unconfirmed, failed });

  const checks = createChecks({
    call,
    clock,
    shelf: () => shelf,
    isOpen: holds.any,
    socket,
    isQuick: () => (socket()?.connected ?? false) && !store.get().connection.degraded,
    wantSync,
    failed,
    // Each one, also where it took as long as the one before.
    roundTrip: (milliseconds) => deps.monitor.record('socket.roundTrip', milliseconds),
    answered(milliseconds) {
      connection.heard(true);
      connection.measured(milliseconds);
      unconfirmed();
    },
  });

  /** Numbers may have gone back: nothing that is known means anything any more. What is unsent stays, it has no numbers. */
  function startAnew(): void {
    wants.clear();
    receipts.startAnew();
    marks.startAnew();
    typing.clear();
    pages.clear();
    shelf.startAnew();
    full.want();
  }

  function failed(error: unknown): void {
    if (!(error instanceof ApiError)) return;
    if (error.code === 'EPOCH_CHANGED') startAnew();
    if (error.source !== 'local') connection.heard(error.source === 'server');
  }

  function hurry(): void {
    if (!socket()?.connected) socket()?.reconnect(0);
    full.want();
    full.hurry();
    wants.hurry();
    deps.connected();
  }

  return {
    shelf,
    holds,
    pages,
    list,
    people,
    receipts,
    marks,
    typing,
    hurry,
    failed,
    start() {
      deps.offerSocket(socket);
      connection.open();
      list.more().catch(failed);
      full.want(SOCKET_WAIT);
      checks.soon();
      stopWatching = watchGoodMoments(ports, {
        signalled: connection.network,
        online: hurry,
        look: checks.soon,
        woke: deps.connected,
      });
    },
    stop() {
      stopWatching();
      full.stop();
      whoIsThere.stop();
      checks.stop();
      wants.stop();
      holds.clear();
      receipts.stop();
      marks.stop();
      typing.clear();
      connection.close();
    },
  };
}
