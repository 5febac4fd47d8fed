import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Opens when it is first needed, and again after it had to be closed. */
export interface Database<T> {
  get(): Promise<T>;
  close(): void;
}

/**
 * A database that makes way for whoever wants to upgrade or delete it. Each of `steps` leads from one version to the next,
 * and is never changed once it was shipped.
 */
export function openWhenNeeded<T extends DBSchema>(
  name: string,
  ...steps: readonly ((db: IDBPDatabase<T>) => void)[]
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
      opened ??= openDB<T>(name, steps.length, {
        upgrade(db, from) {
          for (const step of steps.slice(from)) step(db);
        },
        blocking: close,
        terminated: close,
      }).catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
  };
}
