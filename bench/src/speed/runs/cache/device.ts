import { connectSocketIo } from '@parley/client/browser/socket.ts';
import { systemClock } from '@parley/client/browser/system-clock.ts';
import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import { createMemoryStorage } from '@parley/client/chat-client/outbox/memory-storage.ts';
import type { ChatSocket, ClientPorts, Signals } from '@parley/client/chat-client/ports.ts';
import type { Person } from '../../lab/crowd.ts';

/** What went over the wire: the path, its answer, when it was sent and how long it may not be asked again. */
export interface Called {
  readonly path: string;
  readonly status: number;
  readonly at: number;
  readonly retryAfterMs: number;
}

/** The real client core over real HTTP and a real socket, with a network that can be taken away. */
export interface Device {
  readonly client: ChatClient;
  readonly calls: readonly Called[];
  online(is: boolean): void;
}

/** A socket whose network can be taken away; asked to connect anew, it does. */
function severable(connect: () => ChatSocket): { readonly socket: ChatSocket; cut(): void } {
  let own = connect();
  let isCut = false;
  return {
    socket: {
      get connected() {
        return own.connected;
      },
      ask: (...asked) => own.ask(...asked),
      reconnect(afterMs) {
        if (isCut) own = connect();
        else own.reconnect(afterMs);
        isCut = false;
      },
      close: () => own.close(),
    },
    cut() {
      isCut = true;
      own.close();
    },
  };
}

/** Starts it, signed in. */
export async function startDevice(person: Person, url: string, saved?: ClientPorts['openSaved']): Promise<Device> {
  const calls: Called[] = [];
  const ears = new Set<Parameters<Signals['subscribe']>[0]>();
  const sockets: ReturnType<typeof severable>[] = [];
  let isOnline = true;
  const headers = { cookie: person.cookie, origin: url };
  const client = createChatClient({
    baseUrl: url,
    async fetch(address, init) {
      if (!isOnline) throw new TypeError('no network');
      const at = performance.now();
      const answer = await fetch(address, { ...init, headers: { ...init.headers, ...headers } });
      const retryAfterMs = Number(answer.headers.get('retry-after') ?? 0) * 1_000;
      calls.push({
        path: `${init.method ?? 'GET'} ${new URL(address).pathname}`,
        status: answer.status,
        at,
        retryAfterMs,
      });
      return answer;
    },
    connectSocket(handlers, account) {
      const options = { url, clock: systemClock, account, extraHeaders: headers };
      const one = severable(() => connectSocketIo(options, handlers));
      sockets.push(one);
      return one.socket;
    },
    openStorage: async () => createMemoryStorage(),
    ...(saved ? { openSaved: saved } : {}),
    clock: systemClock,
    locks: null,
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    signals: {
      online: () => isOnline,
      visible: () => true,
      subscribe(listener) {
        ears.add(listener);
        return () => ears.delete(listener);
      },
    },
    newId: () => crypto.randomUUID(),
  });
  await client.start();
  return {
    client,
    calls,
    online(is) {
      isOnline = is;
      if (!is) for (const socket of sockets) socket.cut();
      for (const hear of ears) hear(is ? 'online' : 'offline');
    },
  };
}

/** Waits until it is so. */
export async function until(is: () => boolean, what: string, ms = 120_000): Promise<void> {
  const end = performance.now() + ms;
  while (!is()) {
    if (performance.now() > end) throw new Error(`It never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
