import { listConversations } from '@parley/shared/contract/conversations.routes.ts';
import { listChanges, listMessages } from '@parley/shared/contract/messages.routes.ts';
import { person } from '@parley/shared/contract/people.routes.ts';
import { putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import { heads, sync } from '@parley/shared/contract/sync.routes.ts';
import { putUnreadMark } from '@parley/shared/contract/unread.routes.ts';
import { timings } from '@parley/shared/limits.ts';
import type { User } from '@parley/shared/models/user.ts';
import { createPerformanceMonitor } from '../calls/performance-monitor.ts';
import { createRateLimiter } from '../calls/rate-limiter.ts';
import { ApiError } from '../failure.ts';
import { Server } from '../model/server.ts';
import type { Ask } from '../model/wire.ts';
import { createMemoryStorage } from '../outbox/memory-storage.ts';
import type { ChatSocket, DraftStorage, SocketHandlers } from '../ports.ts';
import { recallStretch } from '../saved/recall.ts';
import { nothingSaved, type SavedStorage } from '../saved/saved-storage.ts';
import { initialState } from '../state.ts';
import { createStore } from '../store.ts';
import { createEngine } from '../sync/engine.ts';
import { createWishes } from '../sync/wishes.ts';
import { manualClock } from './manual-clock.ts';
import { type Made, scriptedCall } from './scripted-call.ts';
import { uuid } from './test-outbox.ts';

/** Two people and three conversations. */
export const [ada, bob, c, d, e] = [uuid(1), uuid(2), uuid(11), uuid(12), uuid(13)];

/** What the model's server is asked when this request comes. */
function askOf({ name, params, query, body }: Made): Ask | null {
  const id = params?.conversationId ?? '';
  if (name === sync.name) return { kind: 'sync', body: body as Extract<Ask, { kind: 'sync' }>['body'] };
  if (name === heads.name) return { kind: 'heads', body: body as Extract<Ask, { kind: 'heads' }>['body'] };
  if (name === listConversations.name) return { kind: 'list' };
  if (name === putReceipt.name) return { kind: 'receipt', c: id, ...(body as { epoch: string; readSeq: number }) };
  if (name === listChanges.name)
    return { kind: 'changes', c: id, epoch: String(query?.epoch), afterSeq: Number(query?.afterSeq) };
  if (name === putUnreadMark.name) return { kind: 'mark', c: id, seq: (body as { seq: number | null }).seq };
  if (name !== listMessages.name) return null;
  const [kind, seq] = Object.entries(query ?? {}).find(([key]) => key.endsWith('Seq')) ?? [];
  if (kind === undefined) return { kind: 'page', c: id, ticket: 0, query: { kind: 'newest' } };
  const side = kind.slice(0, -3) as 'before' | 'after' | 'around';
  return { kind: 'page', c: id, ticket: 0, query: { kind: side, seq: Number(seq) } };
}

/** One device's engine against the model's server, on a clock of the test's own and a socket that a test may break. */
export function engineLab(
  options: { readonly userId?: string; readonly saved?: SavedStorage; readonly drafts?: DraftStorage } = {},
) {
  const { userId = ada, saved = nothingSaved, drafts = createMemoryStorage().drafts } = options;
  const wishes = createWishes(userId, drafts);
  const clock = manualClock();
  const monitor = createPerformanceMonitor(clock);
  const store = createStore({ ...initialState(clock.now()), session: 'signedIn' as const });
  const network = { http: true, silent: false, deaf: false, online: true, isBusy: false };
  const onTheWay: (() => void)[] = [];
  const people = new Map<string, User>();
  const asked: { name: string; payload: unknown }[] = [];
  const listeners = new Set<(signal: 'online' | 'offline' | 'visible' | 'hidden') => void>();
  const ended: string[] = [];
  let handlers: SocketHandlers | null = null;
  let isUp = false;
  const reconnections: number[] = [];

  const server = new Server((to, { name, payload }) => {
    if (to === userId && isUp && !network.deaf) handlers?.event(name, payload);
  });

  const answer = (made: Made): unknown => {
    const ask = askOf(made);
    if (made.name === person.name) return people.get(made.params?.userId ?? '');
    if (!ask) return { presences: [] };
    const said = server.answer(0, { to: 'server', device: 'x', userId, life: 1, ask });
    if (said?.kind === 'epochChanged') throw new ApiError('EPOCH_CHANGED', 'server');
    if (said?.kind === 'notFound') throw new ApiError('NOT_FOUND', 'server');
    return structuredClone(said?.body ?? null);
  };
  const { call, made } = scriptedCall((one) => {
    if (!network.http) throw new ApiError('NETWORK_FAILED', 'wire');
    if (network.silent) {
      return new Promise((_, reject) => {
        clock.after(timings.requestTimeout, () => reject(new ApiError('TIMED_OUT', 'wire')));
      });
    }
    const body = answer(one);
    for (const happens of onTheWay.splice(0)) happens();
    return body;
  });

  const socket: ChatSocket = {
    get connected() {
      return isUp;
    },
    async ask(name, payload) {
      if (!isUp) throw new Error('not connected');
      asked.push({ name, payload });
      if (name !== 'heads' && network.isBusy) throw new Error('no acknowledgement');
      if (name !== 'heads') return { ok: true };
      return answer({ name: heads.name, body: payload }) ?? { same: true };
    },
    reconnect: (afterMs) => {
      reconnections.push(afterMs);
      drop();
      clock.after(afterMs, connect);
    },
    close: () => drop(),
  };

  function connect(): void {
    if (isUp) return;
    isUp = true;
    handlers?.connected();
  }
  function drop(): void {
    if (!isUp) return;
    isUp = false;
    handlers?.disconnected();
  }

  const seen = new Map<string, number>();
  const begin = (epoch: string | null) =>
    createEngine({
      userId,
      epoch,
      store,
      call,
      limiter: createRateLimiter(clock),
      monitor,
      ports: {
        clock,
        connectSocket: (given) => {
          handlers = given;
          return socket;
        },
        signals: {
          online: () => network.online,
          visible: () => true,
          subscribe(listener) {
            listeners.add(listener);
            return () => void listeners.delete(listener);
          },
        },
      },
      offerSocket: () => undefined,
      forgetPeople: () => undefined,
      recall: (id, part) => recallStretch(saved, userId, id, part),
      wishes,
      seen,
      sessionEnded: () => void ended.push('ended'),
      connected: () => undefined,
    });
  let engine = begin(null);

  server.create(c, 'direct', [ada, bob]);
  server.create(d, 'group', [ada, bob]);
  server.announceAll();
  let said = 100;

  return {
    clock,
    store,
    server,
    get engine() {
      return engine;
    },
    /** The session had ended, and its owner signs in again. */
    goOn(): void {
      engine = begin(engine.shelf.reader()?.epoch ?? null);
      engine.start();
    },
    monitor,
    wishes,
    network,
    call,
    made,
    /** Who somebody is now, as the server tells when it is asked for him. */
    people,
    /** What happens between the next answer's being made and its arrival. */
    onTheWay,
    asked,
    ended,
    reconnections,
    connect,
    drop,
    refuse: (code: string | null) => handlers?.refused(code),
    push: (name: string, payload: unknown) => handlers?.event(name, payload),
    signal: (name: 'online' | 'offline' | 'visible' | 'hidden') => {
      for (const listener of listeners) listener(name);
    },
    /** Bob says something; `announced` false: it is committed, and nobody is told. */
    say(conversationId: string, content: string, announced = true): void {
      said += 1;
      server.change(0, conversationId, (tx) => void tx.say(uuid(said), bob, content));
      if (announced) server.announceAll();
      else server.crash(0);
    },
    /** What is shown of a timeline. */
    texts: (conversationId: string) =>
      (store.get().conversations.get(conversationId)?.timeline?.rows ?? []).flatMap(({ kind, content }) =>
        kind === 'text' ? [content] : [],
      ),
    asks: (name: string) => made.filter((one) => one.name === name).length,
  };
}
