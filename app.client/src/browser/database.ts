import type { DBSchema, IDBPDatabase, IDBPObjectStore } from 'idb';
import type { Sealed } from './cipher.ts';
import { type Database, openWhenNeeded } from './open-database.ts';

/** A database of its own, whose version hardly ever changes: what is unsent must not wait for an upgrade. */
export interface Tables extends DBSchema {
  entries: {
    key: number;
    value: { position: number; userId: string; revision: number; sealed: Sealed };
    indexes: { userId: string };
  };
  drafts: { key: [string, string]; value: { userId: string; sealed: Sealed }; indexes: { userId: string } };
  keys: { key: string; value: CryptoKey };
}

/** The entries, while they may be written. */
export type EntryStore = IDBPObjectStore<Tables, ['entries'], 'entries', 'readwrite'>;

type Entry = Tables['entries']['value'];

/** A record that the database will give its position. */
export const unplaced = (record: Omit<Entry, 'position'>): Entry => record as Entry;

/** `name` differs in tests only. */
export const createDatabase = (name: string): Database<IDBPDatabase<Tables>> =>
  openWhenNeeded<Tables>(name, (db) => {
    const entries = db.createObjectStore('entries', { keyPath: 'position', autoIncrement: true });
    entries.createIndex('userId', 'userId');
    db.createObjectStore('drafts').createIndex('userId', 'userId');
    db.createObjectStore('keys');
  });
