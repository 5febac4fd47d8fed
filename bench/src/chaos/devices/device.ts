import { openIdbSaved } from '@parley/client/browser/idb-saved.ts';
import { openIdbStorage } from '@parley/client/browser/idb-storage.ts';
import type { ChatClient } from '@parley/client/chat-client/chat-client.ts';
import { createChatClient } from '@parley/client/chat-client/create-chat-client.ts';
import type { ClientPorts, Signals } from '@parley/client/chat-client/ports.ts';
import type { tabWorld } from '@parley/client/chat-client/testing/tab-world.ts';
import type { Link } from '../net/proxy.ts';
import { createDeviceClock, type DeviceClock } from './device-clock.ts';
import { fingerprint } from './fingerprint.ts';
import { createMortalDisk } from './mortal-storage.ts';
import type { Note, Recorder } from './recorder.ts';
import { watchFetch } from './watch-fetch.ts';
import { watchSocket } from './watch-socket.ts';
import { watchState } from './watch-state.ts';

/** What the tabs of one browser share besides its disk. */
type Browser = ReturnType<typeof tabWorld>;

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
  /** Ends as a page does that is loaded anew, and begins again. */
  reload(): Promise<void>;
  stop(): Promise<void>;
  /** Tells the client that the machine has a network, or none. */
  online(is: boolean): void;
  /** The next frame that fits is lost on its way; null: none any more. */
  loseFrame(fits: ((name: string, payload: unknown) => boolean) | null): void;
  /** Whatever comes, comes so many milliseconds later, each by itself; null: at once. */
  dawdle(late: (() => number) | null): void;
  write(c: string, content: string): Promise<string>;
  /** The browser that it is a tab of. */
  readonly browser: Browser | null;
}

/** What a device is made of. */
export interface DeviceOptions {
  readonly name: string;
  /** The name of its disk. */
  readonly storage: string;
  /**
   * A whole browser: its tabs share locks and a channel, and what was read outlives a reload, so that somebody is here before
   * the server has said who it is. null: a page alone, whose disk has its outbox only.
   */
  readonly browser: Browser | null;
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

/** From one start to the next crash or reload. */
interface Life {
  readonly client: ChatClient;
  readonly ended: Promise<void>;
  end(): Promise<void>;
  /** Resolves when its disk is at rest. */
  die(): Promise<void>;
}

/** Where a disk of this name keeps what was read. */
export const cacheOf = (storage: string): string => `${storage}-cache`;

/** Makes it; nothing begins before `start`. */
export function createDevice(options: DeviceOptions): Device {
  const { name, person, cookie, link, recorder, conversations, browser, create = createChatClient } = options;
  const note = recorder.noteOf(name, person.id);
  const written = options.beside?.note ?? note;
  const clock = createDeviceClock(options.random);
  const baseUrl = `http://127.0.0.1:${link.port}`;
  const headers = { cookie, origin: baseUrl };
  const listeners = new Set<Parameters<Signals['subscribe']>[0]>();
  let isOnline = true;
  let late: (() => number) | null = null;
  let lost: ((name: string, payload: unknown) => boolean) | null = null;
  let life: Life = begin();

  function begin(): Life {
    let alive = true;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const isAlive = () => alive;
    const lifeClock = clock.during(isAlive);
    const disk = createMortalDisk(isAlive);
    const tab = browser?.tab();
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
      openStorage: async () => disk.chat(await openIdbStorage(options.storage)),
      ...(tab && {
        openSaved: async () => disk.saved(await openIdbSaved({ name: cacheOf(options.storage) })),
      }),
      locks: tab?.locks ?? null,
      openChannel: tab?.openChannel ?? (() => ({ post: () => undefined, close: () => undefined })),
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
        tab?.die();
        // What is left of it can neither hear, nor say, nor write any more; only its connection must be closed.
        client.stop().catch(() => undefined);
        return disk.idle();
      },
    };
  }

  async function start({ client }: Life): Promise<void> {
    await client.start();
    await Promise.all(conversations().map((c) => client.open(c).catch(() => undefined)));
  }

  /** It may crash before it has started. */
  const started = (one: Life, after: Promise<unknown>): Promise<void> =>
    Promise.race([after.then(() => (one === life ? start(one) : undefined)), one.ended]);

  return {
    name,
    person,
    link,
    clock,
    note,
    browser,
    start: () => start(life),
    client: () => life.client,
    async crash() {
      const dead = life.die();
      life = begin();
      await started(life, dead);
    },
    async reload() {
      await life.end();
      life = begin();
      await started(life, Promise.resolve());
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
