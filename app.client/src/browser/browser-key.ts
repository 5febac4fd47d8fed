import type { DBSchema, IDBPDatabase } from 'idb';
import { generateKey } from './cipher.ts';
import type { Database } from './open-database.ts';

/** A database that has a place for its key. */
export interface KeyTable extends DBSchema {
  keys: { key: string; value: CryptoKey };
}

/** The key of this browser: made once, and never readable. null where there is no encryption. */
export async function browserKey<T extends KeyTable>(
  database: Database<IDBPDatabase<T>>,
  name: string,
  crypto: Crypto,
): Promise<CryptoKey | null> {
  if (!crypto.subtle) return null;
  const db = (await database.get()) as unknown as IDBPDatabase<KeyTable>;
  const known = await db.get('keys', name);
  if (known) return known;
  const fresh = await generateKey(crypto);
  const tx = db.transaction('keys', 'readwrite', { durability: 'strict' });
  // Another tab may have been faster while this one was making its own.
  const other = await tx.store.get(name);
  if (!other) await tx.store.put(fresh, name);
  await tx.done;
  return other ?? fresh;
}
