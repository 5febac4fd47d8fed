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

/** One of them, sealed. */
export type Entry = Tables['entries']['value'];

/** The name of the key that seals what is in here. */
export const outboxKey = 'outbox';

/** A record that the database will give its position. */
export const unplaced = (record: Omit<Entry, 'position'>): Entry => record as Entry;

/** What a page still knows of a database that is made: on a device where it was deleted, not all is new. */
export interface AtHand {
  readonly key: CryptoKey | null;
  readonly entries: Iterable<Entry>;
}

/** `name` differs in tests only. One that is deleted while it is open is made anew at once, with what is `atHand`. */
export function createDatabase(name: string, atHand: () => AtHand): Database<IDBPDatabase<Tables>> {
  const database = openWhenNeeded<Tables>(
    name,
    [
      (db, tx) => {
        const entries = db.createObjectStore('entries', { keyPath: 'position', autoIncrement: true });
        entries.createIndex('userId', 'userId');
        db.createObjectStore('drafts').createIndex('userId', 'userId');
        db.createObjectStore('keys');
        const known = atHand();
        if (known.key) void tx.objectStore('keys').put(known.key, outboxKey);
        for (const entry of known.entries) void tx.objectStore('entries').put(entry);
      },
    ],
    // The page may be gone before anything else asks for it.
    () => void database.get().catch(() => undefined),
  );
  return database;
}
