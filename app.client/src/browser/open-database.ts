import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Opens when it is first needed, and again after it had to be closed. */
export interface Database<T> {
  get(): Promise<T>;
  close(): void;
}

/** A database of one version, which makes way for whoever wants to upgrade or delete it. */
export function openWhenNeeded<T extends DBSchema>(
  name: string,
  create: (db: IDBPDatabase<T>) => void,
): Database<IDBPDatabase<T>> {
  let opened: Promise<IDBPDatabase<T>> | null = null;
  function close(): void {
    opened?.then((db) => db.close()).catch(() => undefined);
    opened = null;
  }
  return {
    close,
    get() {
      // A newer tab wants to upgrade, or somebody clears the site's data: this one must not stand in the way.
      opened ??= openDB<T>(name, 1, { upgrade: create, blocking: close, terminated: close }).catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
  };
}
