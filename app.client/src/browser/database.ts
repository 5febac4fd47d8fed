import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';
import type { Sealed } from './cipher.ts';

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

/** Opens when it is first needed, and again after it had to be closed. */
export interface Database {
  get(): Promise<IDBPDatabase<Tables>>;
  close(): void;
}

/** `name` differs in tests only. */
export function createDatabase(name: string): Database {
  let opened: Promise<IDBPDatabase<Tables>> | null = null;

  function close(): void {
    opened?.then((db) => db.close()).catch(() => undefined);
    opened = null;
  }

  function open(): Promise<IDBPDatabase<Tables>> {
    return openDB<Tables>(name, 1, {
      upgrade(db) {
        const entries = db.createObjectStore('entries', { keyPath: 'position', autoIncrement: true });
        entries.createIndex('userId', 'userId');
        db.createObjectStore('drafts').createIndex('userId', 'userId');
        db.createObjectStore('keys');
      },
      // A newer tab wants to upgrade, or somebody clears the site's data: this one must not stand in the way.
      blocking: close,
      terminated: close,
    });
  }

  return {
    close,
    get() {
      opened ??= open().catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
  };
}
