import type { TestPerson } from '@parley/backend/testing/service.ts';
import { openIdbStorage } from '@parley/client/browser/idb-storage.ts';
import { connectSocketIo } from '@parley/client/browser/socket.ts';
import { systemClock } from '@parley/client/browser/system-clock.ts';
import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import type { ChatSocket, Signals, SocketHandlers } from '@parley/client/chat-client/ports.ts';
import { shown } from '@parley/client/chat-client/timeline/shown.ts';
import { vi } from 'vitest';

/** What a device asks over HTTP; `body` as it goes over the wire, '' where there is none. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** What goes wrong between a device and the service. Each passes on by default. */
export interface Faults {
  /** An HTTP request: `send` really sends it. */
  http?(request: Request, send: () => Promise<Response>): Promise<Response>;
  /** A frame that arrived: `deliver` hands it to the client, at once, later, twice or never. */
  frame?(name: string, deliver: () => void): void;
  /** Something the client says over the socket. */
  ask?(name: string, ask: () => Promise<unknown>, payload: unknown): Promise<unknown>;
}

/** A device of a person: the real client core, real HTTP, a real socket, and a disk that outlives a reload. */
export interface Device {
  readonly chat: ChatClient;
  readonly faults: Faults;
  /** What its screen would show of a conversation: contents on the record, in order. */
  contents(conversationId: string): readonly string[];
  /** What is still with its author. */
  unsent(conversationId: string): readonly { content: string; status: string }[];
  say(conversationId: string, content: string): Promise<string>;
  /** The machine says that the page is looked at again. */
  look(): void;
  close(): Promise<void>;
}

/** Where a device reaches the service, and which disk it has. */
export interface Place {
  readonly url: string;
  readonly disk?: string;
  readonly faults?: Faults;
}

const open: Device[] = [];

/** Ends every device a test started. */
export async function closeDevices(): Promise<void> {
  await Promise.all(open.splice(0).map((device) => device.close()));
}

/** Starts a device of this person and waits until it is signed in. */
export async function startDevice({ cookie }: TestPerson, place: Place): Promise<Device> {
  const { url, disk = crypto.randomUUID(), faults = {} } = place;
  const ears = new Set<Parameters<Signals['subscribe']>[0]>();
  const chat = createChatClient({
    baseUrl: url,
    fetch: (address, init) => {
      const send = () => fetch(address, { ...init, headers: { ...init.headers, cookie, origin: url } });
      const { pathname: path } = new URL(address);
      const request = { method: init.method ?? 'GET', path, body: String(init.body ?? '') };
      return faults.http ? faults.http(request, send) : send();
    },
    connectSocket: (handlers, account) => connectFaulty({ url, cookie, faults, account }, handlers),
    openStorage: () => openIdbStorage(disk),
    clock: systemClock,
    locks: null,
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    signals: {
      online: () => true,
      visible: () => true,
      subscribe(listener) {
        ears.add(listener);
        return () => ears.delete(listener);
      },
    },
    newId: () => crypto.randomUUID(),
  });
  const conversation = (id: string) => chat.state.get().conversations.get(id);
  const device: Device = {
    chat,
    faults,
    contents(id) {
      const timeline = conversation(id)?.timeline;
      if (!timeline) return [];
      const { rows } = shown(timeline, { around: null, offline: false });
      return rows.filter(({ kind }) => kind === 'text').map(({ content }) => content ?? '(deleted)');
    },
    unsent: (id) => (chat.state.get().outbox.get(id) ?? []).map(({ content, status }) => ({ content, status })),
    async say(conversationId, content) {
      const id = crypto.randomUUID();
      await chat.send({ id, conversationId, content });
      return id;
    },
    look: () => {
      for (const hear of ears) hear('visible');
    },
    close: () => chat.stop(),
  };
  open.push(device);
  await chat.start();
  await vi.waitFor(() => {
    if (chat.state.get().session !== 'signedIn') throw new Error('not signed in');
  }, patience);
  return device;
}

interface Way {
  readonly url: string;
  readonly cookie: string;
  readonly faults: Faults;
  readonly account: string;
}

function connectFaulty({ url, cookie, faults, account }: Way, handlers: SocketHandlers): ChatSocket {
  const socket = connectSocketIo(
    { url, clock: systemClock, account, extraHeaders: { cookie, origin: url } },
    {
      ...handlers,
      event(name, payload) {
        const deliver = () => handlers.event(name, payload);
        if (faults.frame) faults.frame(name, deliver);
        else deliver();
      },
    },
  );
  return {
    get connected() {
      return socket.connected;
    },
    ask(name, payload, timeoutMs) {
      const ask = () => socket.ask(name, payload, timeoutMs);
      return faults.ask ? faults.ask(name, ask, payload) : ask();
    },
    reconnect: socket.reconnect,
    close: socket.close,
  };
}

/** The same person's page after a reload: another client on the same disk. */
export async function reload(device: Device, person: TestPerson, place: Place): Promise<Device> {
  await device.close();
  open.splice(open.indexOf(device), 1);
  return startDevice(person, place);
}

/** For `vi.waitFor`: longer than any bound that the protocol gives, because the machine is shared. */
export const patience = { timeout: 30_000, interval: 20 };
