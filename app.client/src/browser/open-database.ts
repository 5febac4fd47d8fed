import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';

/** Opens when it is first needed, and again after it had to be closed. */
export interface Database<T> {
  get(): Promise<T>;
  close(): void;
}

/** One step from a version to the next; the transaction writes what is to be in there from the first. */
type Step<T extends DBSchema> = (db: IDBPDatabase<T>, tx: IDBPTransaction<T, StoreNames<T>[], 'versionchange'>) => void;

/**
 * A database that makes way for whoever wants to upgrade or delete it. Each of `steps` leads from one version to the next,
 * and is never changed once it was shipped. `lost`: it was deleted, or taken away, while it was open.
 */
export function openWhenNeeded<T extends DBSchema>(
  name: string,
  steps: readonly Step<T>[],
  lost: () => void = () => undefined,
): Database<IDBPDatabase<T>> {
  let opened: Promise<IDBPDatabase<T>> | null = null;
  function close(): void {
    opened?.then((db) => db.close()).catch(() => undefined);
    opened = null;
  }
  return {
    close,
    get() {
      opened ??= openDB<T>(name, steps.length, {
        upgrade(db, from, _, tx) {
          for (const step of steps.slice(from)) step(db, tx);
        },
        // A newer tab wants to upgrade, or somebody clears the site's data: this one must not stand in the way.
        blocking(_, wanted) {
          close();
          if (wanted === null) lost();
        },
        terminated() {
          close();
          lost();
        },
      }).catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
  };
}
