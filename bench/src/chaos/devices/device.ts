import { openIdbStorage } from '@parley/client/browser/idb-storage.ts';
import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import type { ClientPorts, Signals } from '@parley/client/chat-client/ports.ts';
import type { Link } from '../net/proxy.ts';
import { createDeviceClock, type DeviceClock } from './device-clock.ts';
import { fingerprint } from './fingerprint.ts';
import { mortal } from './mortal-storage.ts';
import type { Note, Recorder } from './recorder.ts';
import { watchFetch } from './watch-fetch.ts';
import { watchSocket } from './watch-socket.ts';
import { watchState } from './watch-state.ts';

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly username: string;
}

/** A device: the real client core on a link of its own, with a storage that outlives its crashes. */
export interface Device {
  readonly name: string;
  readonly person: Person;
  readonly link: Link;
  readonly clock: DeviceClock;
  readonly note: Note;
  /** The client of the present life. */
  client(): ChatClient;
  start(): Promise<void>;
  /** Ends in the middle of whatever it does, as by a crash, and begins again on the same storage. */
  crash(): Promise<void>;
  stop(): Promise<void>;
  /** Tells the client that the machine has a network, or none. */
  online(is: boolean): void;
  /** The next frame that fits is lost on its way; null: none any more. */
  loseFrame(fits: ((name: string, payload: unknown) => boolean) | null): void;
  /** Whatever comes, comes so many milliseconds later, each by itself; null: at once. */
  dawdle(late: (() => number) | null): void;
  write(c: string, content: string): Promise<string>;
}

/** What a device is made of. */
export interface DeviceOptions {
  readonly name: string;
  /** The name of its disk. */
  readonly storage: string;
  /** A tab beside another one: what they write is one device's, in one order. */
  readonly beside?: Device;
  readonly person: Person;
  readonly cookie: string;
  readonly link: Link;
  readonly recorder: Recorder;
  readonly random: () => number;
  readonly doubles: () => boolean;
  /** Another client than the real one, where a mutant is to be caught. */
  readonly create?: (ports: ClientPorts) => ChatClient;
  readonly conversations: () => readonly string[];
}

/** Makes it; nothing begins before `start`. */
export function createDevice(options: DeviceOptions): Device {
  const { name, person, cookie, link, recorder, conversations, create = createChatClient } = options;
  const note = recorder.noteOf(name, person.id);
  const written = options.beside?.note ?? note;
  const clock = createDeviceClock(options.random);
  const baseUrl = `http://127.0.0.1:${link.port}`;
  const headers = { cookie, origin: baseUrl };
  const listeners = new Set<Parameters<Signals['subscribe']>[0]>();
  let isOnline = true;
  let late: (() => number) | null = null;
  let lost: ((name: string, payload: unknown) => boolean) | null = null;
  let life = begin();

  function begin() {
    let alive = true;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const isAlive = () => alive;
    const lifeClock = clock.during(isAlive);
    const passes = (event: string, payload: unknown): boolean => {
      if (lost?.(event, payload) !== true) return true;
      lost = null;
      return false;
    };
    const client = create({
      baseUrl,
      clock: lifeClock,
      fetch: watchFetch({
        note,
        written,
        recorder,
        headers,
        isAlive,
        late: () => late?.() ?? 0,
        doubles: options.doubles,
      }),
      connectSocket: (handlers, account) =>
        watchSocket(
          {
            url: baseUrl,
            account,
            clock: lifeClock,
            headers,
            note,
            written,
            recorder,
            isAlive,
            late: () => late?.() ?? 0,
            passes,
          },
          handlers,
        ),
      openStorage: async () => mortal(await openIdbStorage(options.storage), isAlive),
      locks: null,
      openChannel: () => ({ post: () => undefined, close: () => undefined }),
      signals: {
        online: () => isOnline,
        visible: () => true,
        subscribe(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      newId: () => crypto.randomUUID(),
    });
    const stopWatching = watchState(client.state, note);
    return {
      client,
      ended: end,
      async end() {
        stopWatching();
        for (const [c, { timeline }] of client.state.get().conversations) if (timeline) note({ kind: 'purge', c });
        await client.stop();
      },
      die() {
        stopWatching();
        for (const [c, { timeline }] of client.state.get().conversations) if (timeline) note({ kind: 'purge', c });
        alive = false;
        ended();
        // What is left of it can neither hear, nor say, nor write any more; only its connection must be closed.
        client.stop().catch(() => undefined);
      },
    };
  }

  async function start(): Promise<void> {
    await life.client.start();
    await Promise.all(conversations().map((c) => life.client.open(c).catch(() => undefined)));
  }

  return {
    name,
    person,
    link,
    clock,
    note,
    start,
    client: () => life.client,
    async crash() {
      life.die();
      life = begin();
      // It may crash again before it has started.
      await Promise.race([start(), life.ended]);
    },
    stop: () => life.end(),
    online(is) {
      isOnline = is;
      for (const listener of listeners) listener(is ? 'online' : 'offline');
    },
    loseFrame(fits) {
      lost = fits;
    },
    dawdle(next) {
      late = next;
    },
    async write(c, content) {
      const id = life.client.newId();
      written({ kind: 'send', c, id, body: fingerprint(content) });
      await life.client.send({ id, conversationId: c, content });
      written({ kind: 'written', c, id });
      return id;
    },
  };
}
