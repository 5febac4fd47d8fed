import { randomUUID } from 'node:crypto';
import { openIdbStorage } from '@parley/client/browser/idb-storage.ts';
import { connectSocketIo } from '@parley/client/browser/socket.ts';
import { systemClock } from '@parley/client/browser/system-clock.ts';
import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import type { ChatSocket, ClientPorts, Signals } from '@parley/client/chat-client/ports.ts';

/** What may happen to a request between client and server. `lose`: it arrives, its answer does not. */
export type OnTheWay = (url: string, init: RequestInit) => 'pass' | 'lose' | 'drop';

/** A browser profile in Node: one cookie, one disk, and a network that a test may break. */
export interface Profile {
  readonly client: ChatClient;
  /** The page is loaded anew: what was in memory is gone, cookie and disk stay. */
  reload(): Promise<ChatClient>;
  onTheWay: OnTheWay;
  /** Whether frames of the socket arrive. */
  deaf: boolean;
  socket(): ChatSocket | null;
  /** From now on the browser bears the cookie of that profile, as when somebody signs in in another window. */
  takeCookieOf(other: Pick<Profile, 'cookies'>): void;
  readonly cookies: ReadonlyMap<string, string>;
  signal(name: 'online' | 'offline' | 'visible' | 'hidden'): void;
  close(): Promise<void>;
}

/** Opens a profile whose client is the real one, on real HTTP and real sockets. */
export async function openProfile(url: string): Promise<Profile> {
  const disk = `disk-${randomUUID()}`;
  const listeners = new Set<(signal: 'online' | 'offline' | 'visible' | 'hidden') => void>();
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map((pair) => pair.join('=')).join('; ');
  let isOnline = true;
  let socket: ChatSocket | null = null;

  const signals: Signals = {
    online: () => isOnline,
    visible: () => true,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  async function fetchWithCookie(address: string, init: RequestInit): Promise<Response> {
    const fate = profile.onTheWay(address, init);
    if (fate === 'drop') throw new TypeError('the request was lost');
    const headers = { ...(init.headers as Record<string, string>), cookie: cookies(), origin: url };
    const response = await fetch(address, { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    if (fate === 'lose') throw new TypeError('the answer was lost');
    return response;
  }

  const ports = (): ClientPorts => ({
    baseUrl: url,
    fetch: fetchWithCookie,
    connectSocket(handlers, account) {
      const event = (name: string, payload: unknown) => {
        if (!profile.deaf) handlers.event(name, payload);
      };
      const extraHeaders = { cookie: cookies(), origin: url };
      socket = connectSocketIo({ url, clock: systemClock, account, extraHeaders }, { ...handlers, event });
      return socket;
    },
    openStorage: () => openIdbStorage(disk),
    clock: systemClock,
    locks: null,
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    signals,
    newId: randomUUID,
  });

  let client = createChatClient(ports());
  const profile: Profile = {
    get client() {
      return client;
    },
    async reload() {
      await client.stop();
      client = createChatClient(ports());
      await client.start();
      return client;
    },
    onTheWay: () => 'pass',
    deaf: false,
    socket: () => socket,
    cookies: jar,
    takeCookieOf(other) {
      for (const [cookie, value] of other.cookies) jar.set(cookie, value);
    },
    signal(name) {
      if (name === 'online' || name === 'offline') isOnline = name === 'online';
      for (const listener of listeners) listener(name);
    },
    close: () => client.stop(),
  };
  await client.start();
  return profile;
}
