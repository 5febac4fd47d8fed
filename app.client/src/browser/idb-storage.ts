import type { ChatStorage, RecordVersion } from '../chat-client/ports.ts';
import { browserKey } from './browser-key.ts';
import { type Cipher, createCipher } from './cipher.ts';
import { createDatabase, type EntryStore, outboxKey, unplaced } from './database.ts';
import { openIdbStories } from './idb-stories.ts';
import { type KnownEntries, knownEntries } from './known-entries.ts';

// Not "written to the system", but "on the disk": a message that was accepted survives the power failing.
const strict = { durability: 'strict' } as const;
const hastily = { durability: 'relaxed' } as const;

type Database = ReturnType<typeof createDatabase>;

/** Entries and drafts in IndexedDB. Texts are encrypted before a transaction begins, because it would not wait for that. */
export async function openIdbStorage(name = 'parley-outbox', crypto: Crypto = globalThis.crypto): Promise<ChatStorage> {
  let key: CryptoKey | null = null;
  const known = knownEntries();
  const database = createDatabase(name, () => ({ key, entries: known.all() }));
  key = await browserKey(database, outboxKey, crypto);
  const cipher = createCipher(crypto, key);
  const stories = openIdbStories(`${name}-stories`, crypto);
  return {
    durable: true,
    outbox: outboxIn(database, cipher, known),
    drafts: draftsIn(database, cipher),
    stories,
    waiting: async () => (await database.get()).count('entries'),
    close() {
      database.close();
      stories.close();
    },
  };
}

function outboxIn(database: Database, cipher: Cipher, known: KnownEntries): ChatStorage['outbox'] {
  /** Looks at the record and acts in one transaction; false when it is not as it was seen. */
  async function change(
    userId: string,
    { position, revision }: RecordVersion,
    durability: IDBTransactionOptions,
    act: (store: EntryStore) => Promise<unknown>,
  ): Promise<boolean> {
    const tx = (await database.get()).transaction('entries', 'readwrite', durability);
    const record = await tx.store.get(position);
    const isAsSeen = record?.userId === userId && record.revision === revision;
    await Promise.all([isAsSeen ? act(tx.store) : null, tx.done]);
    return isAsSeen;
  }

  return {
    async list(userId) {
      const records = await (await database.get()).getAllFromIndex('entries', 'userId', userId);
      known.saw(userId, records);
      return Promise.all(
        records.map(async ({ position, revision, sealed }) => ({
          position,
          revision,
          value: await cipher.open(userId, sealed),
        })),
      );
    },
    positions: async (userId) => (await database.get()).getAllKeysFromIndex('entries', 'userId', userId),
    async add(userId, value) {
      const record = { userId, revision: 1, sealed: await cipher.seal(userId, value) };
      const tx = (await database.get()).transaction('entries', 'readwrite', strict);
      const [position] = await Promise.all([tx.store.add(unplaced(record)), tx.done]);
      known.wrote({ ...record, position });
      return position;
    },
    async replace(userId, seen, value, hasty = false) {
      const sealed = await cipher.seal(userId, value);
      const record = { position: seen.position, userId, revision: seen.revision + 1, sealed };
      const isDone = await change(userId, seen, hasty ? hastily : strict, (store) => store.put(record));
      if (isDone) known.wrote(record);
      return isDone;
    },
    async move(userId, seen, value) {
      const record = { userId, revision: 1, sealed: await cipher.seal(userId, value) };
      let position: number | null = null;
      await change(userId, seen, strict, async (store) => {
        await store.delete(seen.position);
        position = await store.add(unplaced(record));
      });
      if (position === null) return null;
      known.removed(seen.position);
      known.wrote({ ...record, position });
      return position;
    },
    async remove(userId, seen) {
      const isDone = await change(userId, seen, strict, (store) => store.delete(seen.position));
      if (isDone) known.removed(seen.position);
      return isDone;
    },
  };
}

function draftsIn(database: Database, cipher: Cipher): ChatStorage['drafts'] {
  return {
    async get(userId, conversationId) {
      const record = await (await database.get()).get('drafts', [userId, conversationId]);
      return record && cipher.open(userId, record.sealed);
    },
    async set(userId, conversationId, value) {
      const db = await database.get();
      if (value === null) await db.delete('drafts', [userId, conversationId]);
      else await db.put('drafts', { userId, sealed: await cipher.seal(userId, value) }, [userId, conversationId]);
    },
    async clear(userId) {
      const tx = (await database.get()).transaction('drafts', 'readwrite', strict);
      const keys = await tx.store.index('userId').getAllKeys(userId);
      await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done]);
    },
  };
}
