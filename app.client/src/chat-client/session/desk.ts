import type { Call } from '../calls/call.ts';
import type { PerformanceMonitor } from '../calls/performance-monitor.ts';
import type { RateLimiter } from '../calls/rate-limiter.ts';
import type { KeepWhole } from '../kept/keep-whole.ts';
import { keepWholeLater } from '../kept/keep-whole-later.ts';
import { type Outbox, openOutbox } from '../outbox/outbox.ts';
import type { Stages } from '../outbox/stages.ts';
import type { ChatSocket, ChatStorage, ClientPorts, Clock, SocketHandlers } from '../ports.ts';
import { createKeeper } from '../saved/keeper.ts';
import { recallLines, recallStretch } from '../saved/recall.ts';
import type { SavedPart, SavedStorage } from '../saved/saved-storage.ts';
import type { ChatState } from '../state.ts';
import type { WritableStore } from '../store.ts';
import { createEngine, type Engine } from '../sync/engine.ts';
import { createWishes } from '../sync/wishes.ts';
import { shareSocket } from '../tabs/shared-socket.ts';
import { applyOwnAnswer } from '../timeline/own-answers.ts';
import { lanesOf } from './lanes-state.ts';
import { takeLead } from './lead.ts';
import { ownStore } from './own-store.ts';

/** What one person works with, from signing in to signing out: what he wrote, and what keeps him current. */
export interface Desk {
  readonly userId: string;
  readonly outbox: Outbox;
  engine(): Engine;
  readonly whole: KeepWhole;
  /** Writes down what was read: whoever reads the disk next finds it there. */
  keep(): Promise<void>;
  /** The session has ended, or may be another's: nothing is sent or asked; what is shown stays. */
  pause(): void;
  isPaused(): boolean;
  /** It is the same person, as it turned out, or again: goes on where it was paused. */
  resume(): void;
  close(): void;
}

interface DeskDeps {
  readonly userId: string;
  readonly ports: ClientPorts;
  readonly storage: ChatStorage;
  readonly saved: SavedStorage;
  readonly store: WritableStore<ChatState>;
  readonly call: Call;
  readonly limiter: RateLimiter;
  readonly monitor: Pick<PerformanceMonitor, 'record'>;
  readonly stages: Stages;
  /** The conversation that the page is about to show. */
  readonly reading: () => string | null;
  readonly offerSocket: (socket: () => ChatSocket | null) => void;
  readonly forgetPeople: () => void;
  readonly sessionEnded: () => void;
  /** Other tabs should read what this one has written. */
  readonly written: () => void;
  /** The same of what is kept whole. */
  readonly keptMore: () => void;
}

/** A disk that takes longer to give the messages of one conversation is not waited for: they come when they come. */
const DISK_MS = 1_000;

/** Opens what the disk has and the outbox, then begins: what was left unsent goes out as soon as there is a way. */
export async function openDesk(deps: DeskDeps): Promise<Desk> {
  const { userId, ports, storage, saved, call, limiter } = deps;
  const own = ownStore(deps.store, userId);
  const { store } = own;
  let outbox: Outbox | null = null;
  let whole: KeepWhole | null = null;
  let isPaused = false;
  let isClosed = false;
  const lead = takeLead({ locks: ports.locks, signals: ports.signals, name: `parley-${userId}` });
  lead.subscribe(() => {
    if (lead.leads()) void outbox?.reload().catch(() => undefined);
  });
  const recall = (conversationId: string, part: SavedPart) => recallStretch(saved, userId, conversationId, part);
  const wishes = createWishes(userId, storage.drafts);
  const seen = new Map<string, number>();
  const [known] = await Promise.all([recallLines(saved, store), wishes.load()]);
  let current = begin(known);
  const reading = deps.reading();
  const readingRecalled = reading === null ? Promise.resolve() : current.holds.recall(reading);
  const keeper = createKeeper({
    userId,
    store,
    storage: saved,
    clock: ports.clock,
    epoch: () => current.shelf.reader()?.epoch ?? null,
    wrote: (isDone) =>
      store.update((state) => (state.saving === 'none' ? state : { ...state, saving: isDone ? 'ok' : 'full' })),
  });
  // A hidden page may be gone the next moment, without another word.
  const stopWatching = ports.signals.subscribe((signal) => {
    if (signal === 'hidden') void keeper.flush();
  });

  function close(): void {
    isClosed = true;
    whole?.stop();
    keeper.stop();
    stopWatching();
    current.stop();
    lead.stop();
    outbox?.stop();
    own.close();
  }

  /** Where tabs cannot agree on one that leads, each has its own. */
  function connectSocket(handlers: SocketHandlers): ChatSocket {
    const connect = (own: SocketHandlers) => ports.connectSocket(own, userId);
    return ports.locks ? shareSocket({ userId, ports, lead, connect }, handlers) : connect(handlers);
  }

  function begin(epoch: string | null): Engine {
    return createEngine({
      ...deps,
      store,
      ports: { ...ports, connectSocket },
      epoch,
      recall,
      wishes,
      seen,
      connected: () => outbox?.hurry(),
    });
  }

  const opened = await openOutbox({
    ...deps,
    clock: ports.clock,
    newId: ports.newId,
    storage: storage.outbox,
    call,
    limiter,
    maySend: () => lead.leads() && !isPaused && store.get().session === 'signedIn' && store.get().me?.id === userId,
    reachable: () => ports.signals.online() || store.get().connection.carrier !== 'none',
    skewMs: () => store.get().connection.skewMs,
    changed: (entries) => store.update((state) => ({ ...state, outbox: lanesOf(state.outbox, entries) })),
    listener: {
      sent: ({ conversationId }, answer) =>
        current.shelf.step(conversationId, (state, reader) => applyOwnAnswer(state, answer, reader)),
      amended: (conversationId, message, asOf, joinedSeq, epoch) =>
        current.shelf.step(conversationId, (state, reader) =>
          applyOwnAnswer(state, { message, asOf, joinedSeq, epoch }, reader),
        ),
    },
  }).catch((error: unknown) => {
    close();
    throw error;
  });
  outbox = opened;
  await atMost(ports.clock, readingRecalled, DISK_MS);
  const kept = keepWholeLater({
    userId,
    store,
    call,
    lead,
    storage: saved.kept,
    clock: ports.clock,
    epoch: () => current.shelf.reader()?.epoch ?? null,
    failed: (error) => current.failed(error),
    wrote: deps.keptMore,
  });
  whole = kept;
  const first = current;
  // What the disk has is painted before anything is asked: the network takes longer than a frame in any case.
  (ports.drawn ?? ((work) => work()))(() => {
    if (isClosed) return;
    if (current === first && !isPaused) first.start();
    kept.begin();
  });

  return {
    userId,
    outbox: opened,
    engine: () => current,
    whole: kept,
    keep: keeper.flush,
    pause() {
      isPaused = true;
      current.stop();
      // Another window, in which somebody has signed in again, is not to wait for this one.
      lead.rest();
    },
    isPaused: () => isPaused,
    resume() {
      if (!isPaused) return;
      isPaused = false;
      lead.goOn();
      current = begin(current.shelf.reader()?.epoch ?? null);
      current.start();
      opened.hurry();
    },
    close,
  };
}

/** Resolves with the work, or after so long without it. */
function atMost(clock: Clock, work: Promise<void>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, resolve);
    const done = () => {
      cancel();
      resolve();
    };
    work.then(done, done);
  });
}
