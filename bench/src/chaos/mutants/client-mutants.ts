import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import type { ChatStorage, ClientPorts, RecordVersion, SocketHandlers } from '@parley/client/chat-client/ports.ts';
import { sync } from '@parley/shared/contract/sync.routes.ts';

type CreateClient = (ports: ClientPorts) => ChatClient;

interface Frame {
  readonly from: number;
  readonly upTo: number;
}

/** The real client, told something else by its socket. */
const hearing =
  (event: (handlers: SocketHandlers, name: string, payload: unknown) => void): CreateClient =>
  (ports) =>
    createChatClient({
      ...ports,
      connectSocket: (handlers, userId) =>
        ports.connectSocket({ ...handlers, event: (name, payload) => event(handlers, name, payload) }, userId),
    });

/** The real client, whose requests and answers are tampered with. */
const asking =
  (tamper: (url: string, init: RequestInit, next: ClientPorts['fetch']) => Promise<Response>): CreateClient =>
  (ports) =>
    createChatClient({ ...ports, fetch: (url, init) => tamper(url, init, ports.fetch) });

/** The real client on another disk. */
const storing =
  (swap: (outbox: ChatStorage['outbox']) => ChatStorage['outbox']): CreateClient =>
  (ports) =>
    createChatClient({
      ...ports,
      async openStorage() {
        const storage = await ports.openStorage();
        return { ...storage, outbox: swap(storage.outbox) };
      },
    });

/** The answer to a comparison over the socket, without what it says of memberships that ended. */
function nobodyGone(answer: unknown): unknown {
  const { body, ...rest } = answer as { readonly body?: object };
  return body && 'gone' in body ? { ...rest, body: { ...body, gone: [] } } : answer;
}

const isSend = (url: string, { method }: RequestInit): boolean => method === 'POST' && url.endsWith('/messages');
const mirrored = <V extends RecordVersion>(seen: V): V => ({ ...seen, position: -seen.position });

/** Clients with one thing wrong, by name. */
export const clientMutants: Readonly<Record<string, CreateClient>> = {
  'no-quiet-check': (ports) =>
    createChatClient({
      ...ports,
      fetch: (url, init) =>
        url.endsWith('/sync/heads') ? Promise.resolve(new Response(null, { status: 204 })) : ports.fetch(url, init),
      connectSocket(handlers, userId) {
        const socket = ports.connectSocket(handlers, userId);
        return {
          get connected() {
            return socket.connected;
          },
          ask: (name, payload, timeoutMs) =>
            name === 'heads' ? Promise.resolve({ same: true }) : socket.ask(name, payload, timeoutMs),
          reconnect: (afterMs) => socket.reconnect(afterMs),
          close: () => socket.close(),
        };
      },
    }),
  'holes-ignored': hearing((handlers, name, payload) =>
    handlers.event(name, name === 'event' ? { ...(payload as Frame), from: 0 } : payload),
  ),
  'own-answer-moves-cursor': (ports) => {
    let tell: SocketHandlers['event'] = () => undefined;
    return createChatClient({
      ...ports,
      connectSocket(handlers, userId) {
        tell = handlers.event;
        return ports.connectSocket(handlers, userId);
      },
      async fetch(url, init) {
        const response = await ports.fetch(url, init);
        if (!isSend(url, init) || !response.ok) return response;
        const { epoch, message } = (await response.clone().json()) as {
          epoch: string;
          message: { seq: number; conversationId: string } | null;
        };
        if (message !== null) {
          const { seq, conversationId: c } = message;
          tell('event', { epoch, c, from: 0, upTo: seq, changes: [{ kind: 'message', seq, message }] });
        }
        return response;
      },
    });
  },
  'id-for-each-attempt': asking((url, init, next) => {
    if (!isSend(url, init)) return next(url, init);
    const body = JSON.parse(String(init.body)) as object;
    return next(url, { ...init, body: JSON.stringify({ ...body, id: crypto.randomUUID() }) });
  }),
  'crossed-out-before-answered': storing((outbox) => {
    let isFirst = true;
    return {
      ...outbox,
      async list(userId) {
        const records = await outbox.list(userId);
        if (!isFirst) return records;
        isFirst = false;
        // What had been tried counts as sent: after a crash it is taken off the disk.
        const tried = records.filter(({ value }) => (value as { attempts: readonly unknown[] }).attempts.length > 0);
        for (const record of tried) await outbox.remove(userId, record);
        return records.filter((record) => !tried.includes(record));
      },
    };
  }),
  'order-forgotten': storing((outbox) => ({
    list: async (userId) => (await outbox.list(userId)).map(mirrored),
    positions: async (userId) => (await outbox.positions(userId)).map((position) => -position),
    add: async (userId, value) => -(await outbox.add(userId, value)),
    replace: (userId, seen, value, hasty) => outbox.replace(userId, mirrored(seen), value, hasty),
    async move(userId, seen, value) {
      const position = await outbox.move(userId, mirrored(seen), value);
      return position === null ? null : -position;
    },
    remove: (userId, seen) => outbox.remove(userId, mirrored(seen)),
  })),
  'blind-to-other-tabs': storing((outbox) => {
    const own = new Set<number>();
    const remember = (position: number): number => {
      own.add(position);
      return position;
    };
    return {
      ...outbox,
      list: async (userId) => (await outbox.list(userId)).filter(({ position }) => own.has(position)),
      positions: async (userId) => (await outbox.positions(userId)).filter((position) => own.has(position)),
      add: async (userId, value) => remember(await outbox.add(userId, value)),
      async move(userId, seen, value) {
        const position = await outbox.move(userId, seen, value);
        return position === null ? null : remember(position);
      },
    };
  }),
  'never-tries-again': (ports) => {
    const tried = new Set<string>();
    return createChatClient({
      ...ports,
      fetch(url, init) {
        if (!isSend(url, init)) return ports.fetch(url, init);
        const { id } = JSON.parse(String(init.body)) as { id: string };
        if (tried.has(id)) return new Promise(() => undefined);
        tried.add(id);
        return ports.fetch(url, init);
      },
      clock: {
        ...ports.clock,
        after: (milliseconds, run) =>
          milliseconds === 10_000 ? () => undefined : ports.clock.after(milliseconds, run),
      },
    });
  },
  'stays-where-it-was-removed': (ports) =>
    createChatClient({
      ...ports,
      async fetch(url, init) {
        const response = await ports.fetch(url, init);
        if (!url.endsWith('/sync') || !response.ok) return response;
        const body = (await response.json()) as object;
        return Response.json({ ...body, gone: [] });
      },
      connectSocket(handlers, userId) {
        const event: SocketHandlers['event'] = (name, payload) =>
          name === 'membership.ended' ? undefined : handlers.event(name, payload);
        const socket = ports.connectSocket({ ...handlers, event }, userId);
        return {
          reconnect: (afterMs: number) => socket.reconnect(afterMs),
          close: () => socket.close(),
          get connected() {
            return socket.connected;
          },
          async ask(name, payload, timeoutMs) {
            const answer = await socket.ask(name, payload, timeoutMs);
            return (payload as { readonly route?: string }).route === sync.name ? nobodyGone(answer) : answer;
          },
        };
      },
    }),
  'names-do-not-change': hearing((handlers, name, payload) => {
    if (name !== 'event') return handlers.event(name, payload);
    const frame = payload as Frame & { readonly changes: readonly { readonly kind: string }[] };
    return handlers.event(name, { ...frame, changes: frame.changes.filter(({ kind }) => kind !== 'conversation') });
  }),
};
