import type { ClientToServerEvents } from '@parley/shared/contract/events.ts';
import type { SavedStorage } from './saved/saved-storage.ts';
import type { SavedSearch } from './search/question.ts';

/** Time and chance, given from outside so that tests own them. */
export interface Clock {
  /** Milliseconds since 1970: for people, and to notice that the machine slept. May jump. */
  now(): number;
  /** Milliseconds since some moment: for durations. Never jumps back. */
  elapsed(): number;
  /** At least 0, below 1. */
  random(): number;
  /** Runs it later, unless the returned function was called before. */
  after(milliseconds: number, run: () => void): () => void;
}

/** What a socket tells. */
export interface SocketHandlers {
  connected(): void;
  disconnected(): void;
  /** The handshake was refused; `code` is the problem's, where there is one. */
  refused(code: string | null): void;
  /** A frame, unparsed. */
  event(name: string, payload: unknown): void;
}

/** One socket that keeps reconnecting by itself, with random pauses, until it is closed. */
export interface ChatSocket {
  readonly connected: boolean;
  /** Emits and waits for the acknowledgement; rejects when none came in time or the connection went. */
  ask(name: keyof ClientToServerEvents, payload: unknown, timeoutMs: number): Promise<unknown>;
  /** Drops what there is and connects anew, after a while; until then it stays as it is. */
  reconnect(afterMs: number): void;
  close(): void;
}

/** Which record, and which version of it: tabs share one storage, and none may overwrite what it has not seen. */
export interface RecordVersion {
  readonly position: number;
  /** 1 at first, one more with each replacement. */
  readonly revision: number;
}

/** One record of the outbox: `value` is what was handed over, unparsed. */
export interface StoredRecord extends RecordVersion {
  readonly value: unknown;
}

/**
 * Where entries outlive a reload. Each promise resolves when the write is on disk. All is kept apart by user. What is to be
 * changed must still be as it was seen: else nothing is done, and the answer is false or null.
 */
export interface OutboxStorage {
  list(userId: string): Promise<readonly StoredRecord[]>;
  /** Only where entries stand: cheap enough to ask before each send whether another tab was there. */
  positions(userId: string): Promise<readonly number[]>;
  /** Gives the next position, higher than all before. */
  add(userId: string, value: unknown): Promise<number>;
  /** `hasty`: enough that the system has it, if not yet the disk. */
  replace(userId: string, seen: RecordVersion, value: unknown, hasty?: boolean): Promise<boolean>;
  /** To the end of the line, in one transaction; gives the new position. */
  move(userId: string, seen: RecordVersion, value: unknown): Promise<number | null>;
  remove(userId: string, seen: RecordVersion): Promise<boolean>;
}

/** Where drafts outlive a reload. */
export interface DraftStorage {
  get(userId: string, conversationId: string): Promise<unknown>;
  /** null forgets it. */
  set(userId: string, conversationId: string, value: unknown): Promise<void>;
  clear(userId: string): Promise<void>;
}

/** Where it is kept how messages came to be sent, by user. All of it may go at any time. */
export interface StoryStorage {
  list(userId: string): Promise<readonly { readonly messageId: string; readonly value: unknown }[]>;
  put(userId: string, messageId: string, value: unknown): Promise<void>;
  forget(userId: string, messageIds: readonly string[]): Promise<void>;
}

/** All that outlives a reload; `durable` is false where nothing does. */
export interface ChatStorage {
  readonly durable: boolean;
  readonly outbox: OutboxStorage;
  readonly drafts: DraftStorage;
  /** Left out where nothing outlives the page. */
  readonly stories?: StoryStorage;
  /** How many entries wait here, whosever they are: told before anybody has signed in. Left out where it cannot be told. */
  readonly waiting?: () => Promise<number>;
  close(): void;
}

/** What a holder of a lock is told. */
export interface LockHandlers {
  held(): void;
  /** Another tab took it. */
  lost(): void;
}

/** Picks one among the tabs of this browser. */
export interface Locks {
  /** Waits in line for it, or with `steal` takes it at once; the returned function gives it back, or leaves the line. */
  request(name: string, handlers: LockHandlers, steal: boolean): () => void;
}

/** Tells the other tabs of this browser. */
export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** What the machine says of itself. Only hints: nothing is decided by `online` alone. */
export interface Signals {
  online(): boolean;
  visible(): boolean;
  subscribe(listener: (signal: 'online' | 'offline' | 'visible' | 'hidden') => void): () => void;
}

/** The outside world, as the chat needs it. A browser gives one, a test another. */
export interface ClientPorts {
  /** Where the service is: an origin, or '' for the page's own. */
  readonly baseUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** A socket of this account: with the cookie of another it is refused. */
  readonly connectSocket: (handlers: SocketHandlers, userId: string) => ChatSocket;
  readonly openStorage: () => Promise<ChatStorage>;
  /** Where what was read is kept for when there is no network. Left out: nowhere. */
  readonly openSaved?: () => Promise<SavedStorage>;
  /** Searches what was read. Left out where nothing is kept. */
  readonly savedSearch?: SavedSearch;
  /** Asks the browser to send this user's outbox when there is a network, though no page be open. Left out where it cannot. */
  readonly sendLater?: (userId: string) => void;
  readonly clock: Clock;
  /** null where there are none: then every tab sends, which is harmless. */
  readonly locks: Locks | null;
  /** Whose session the browser says it holds: what was kept of him may be shown before the server has answered. Left out where nobody says. */
  readonly holder?: () => string | null;
  /** The conversation that the page's address names: the first screen shows what the disk has of it. Left out: none. */
  readonly reading?: () => string | null;
  /** Calls back once the page has painted what it was told. Left out, at once: nobody draws. */
  readonly drawn?: (work: () => void) => void;
  readonly openChannel: (name: string, listener: (message: unknown) => void) => Channel;
  readonly signals: Signals;
  readonly newId: () => string;
  /** Names what runs, for reports; `source` where nothing was built. */
  readonly release?: string;
  /** Keeps small choices of this device; left out, they last as long as the page. */
  readonly choices?: Pick<Storage, 'getItem' | 'setItem'>;
}
