import type { ClientFailureCode } from '@parley/shared/errors.ts';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Whole } from '../chat-client/kept/kept-storage.ts';
import type { Range } from '../chat-client/timeline/ranges.ts';
import type { Sealed } from './cipher.ts';
import { type Database, openWhenNeeded } from './open-database.ts';

/** A conversation on disk: numbers and sizes can be seen, words and names are sealed. */
export interface LineRecord {
  readonly userId: string;
  readonly conversationId: string;
  readonly line: Sealed;
  readonly people: Sealed | null;
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
  readonly ranges: readonly Range[];
  /** When its messages were last current, and last looked at. */
  readonly at: number;
  readonly readAt: number;
  readonly bytes: number;
  /** Another one after each writing of its messages: a reader sees by it whether he is level. */
  readonly stamp?: number;
  /** How far it was fetched to be kept whole; lost with any of its messages. */
  readonly whole?: Whole | undefined;
}

/** That a conversation is to be kept whole: outlives its messages, because those may have to be fetched anew. */
interface KeptRecord {
  readonly userId: string;
  readonly conversationId: string;
  /** Why no more of it is fetched. */
  readonly failure: ClientFailureCode | null;
}

/** One message on disk, under its conversation and its number: a reader may go through them page by page. */
interface MessageRecord {
  readonly rev: number;
  readonly bytes: number;
  readonly sealed: Sealed;
}

/** A copy of what the server has, apart from the outbox: this one may be deleted at any time. */
export interface SavedTables extends DBSchema {
  people: {
    key: string;
    value: { userId: string; epoch: string | null; at: number; current: readonly string[]; me: Sealed };
  };
  lines: { key: [string, string]; value: LineRecord; indexes: { userId: string } };
  messages: { key: [string, string, number]; value: MessageRecord };
  kept: { key: [string, string]; value: KeptRecord };
  keys: { key: string; value: CryptoKey };
}

/** `name` differs in tests only. */
export const createSavedDatabase = (name: string): Database<IDBPDatabase<SavedTables>> =>
  openWhenNeeded<SavedTables>(name, [
    (db) => {
      db.createObjectStore('people', { keyPath: 'userId' });
      db.createObjectStore('lines', { keyPath: ['userId', 'conversationId'] }).createIndex('userId', 'userId');
      db.createObjectStore('messages');
      db.createObjectStore('keys');
    },
    (db) => {
      db.createObjectStore('kept', { keyPath: ['userId', 'conversationId'] });
    },
  ]);

/** All messages of a person, or of one of his conversations, or a part of those. */
export const messageKeys = (
  userId: string,
  conversationId?: string,
  part: { readonly from: number; readonly upTo: number } = { from: -1, upTo: Number.MAX_SAFE_INTEGER },
): IDBKeyRange =>
  conversationId === undefined
    ? IDBKeyRange.bound([userId], [userId, []])
    : IDBKeyRange.bound([userId, conversationId, part.from], [userId, conversationId, part.upTo], true);

/** A stamp that was never there before, as good as certainly: no two tabs need agree on the next one. */
export const newStamp = (): number => Math.random();

/** All of a person, where a key is of him and a conversation: his lines, or what he keeps whole. */
export const keysOf = (userId: string): IDBKeyRange => IDBKeyRange.bound([userId], [userId, []]);
