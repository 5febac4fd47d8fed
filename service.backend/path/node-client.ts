import { randomUUID } from 'node:crypto';
import { openIdbStorage } from '@parley/client/browser/idb-storage.ts';
import { connectSocketIo } from '@parley/client/browser/socket.ts';
import { systemClock } from '@parley/client/browser/system-clock.ts';
import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import type { ChatSocket, ClientPorts, Signals } from '@parley/client/chat-client/ports.ts';
import { type TabPorts, tabWorld } from '@parley/client/chat-client/testing/tab-world.ts';

/** What may happen to a request between client and server. `lose`: it arrives, its answer does not. */
type OnTheWay = (url: string, init: RequestInit) => 'pass' | 'lose' | 'drop';

/** What the tabs of one browser share: its cookies, its disk, its locks and channels. */
export interface SharedBrowser {
  readonly disk: string;
  readonly jar: Map<string, string>;
  readonly tab: () => TabPorts;
}

/** A browser that has never been anywhere. */
export const createBrowser = (): SharedBrowser => ({
  disk: `disk-${randomUUID()}`,
  jar: new Map(),
  tab: tabWorld().tab,
});

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
  /** The tab is gone in the middle of whatever it does. */
  kill(): void;
  close(): Promise<void>;
}

/** Opens a profile whose client is the real one, on real HTTP and real sockets. */
export async function openProfile(url: string, browser = createBrowser(), isInFront = true): Promise<Profile> {
  const { disk, jar } = browser;
  const tab = browser.tab();
  const listeners = new Set<(signal: 'online' | 'offline' | 'visible' | 'hidden') => void>();
  const cookies = () => [...jar].map((pair) => pair.join('=')).join('; ');
  let isOnline = true;
  let isVisible = isInFront;
  let socket: ChatSocket | null = null;

  const signals: Signals = {
    online: () => isOnline,
    visible: () => isVisible,
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
    locks: tab.locks,
    openChannel: tab.openChannel,
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
      else isVisible = name === 'visible';
      for (const listener of listeners) listener(name);
    },
    kill() {
      profile.onTheWay = () => 'drop';
      tab.die();
      socket?.close();
    },
    close: () => client.stop(),
  };
  await client.start();
  return profile;
}
