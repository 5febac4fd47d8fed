import { limits } from '@parley/shared/limits.ts';
import type { SavedChange, SavedPerson, SavedStorage } from '../chat-client/saved/saved-storage.ts';
import { browserKey } from './browser-key.ts';
import { createCipher } from './cipher.ts';
import { diskRoom, type Room } from './disk-room.ts';
import { writable as all, sealChange, writeChange } from './saved-changes.ts';
import { createSavedDatabase, keysOf, messageKeys } from './saved-database.ts';
import { cut, makeRoom } from './saved-room.ts';

/** Where it lies and how much it may hold; all of it differs in tests only. */
export interface SavedOptions {
  readonly name?: string;
  readonly bytes?: number;
  readonly keptBytes?: number;
  readonly room?: Room;
  readonly crypto?: Crypto;
}

/** What was read, in an IndexedDB of its own: encrypted, each message for itself and bound to its place. */
export async function openIdbSaved(options: SavedOptions = {}): Promise<SavedStorage> {
  const { name = 'parley-cache', bytes = limits.savedBytes, crypto = globalThis.crypto } = options;
  const database = createSavedDatabase(name);
  const cipher = createCipher(crypto, await browserKey(database, 'cache', crypto));
  const isKept = async (userId: string) => (await (await database.get()).getKey('people', userId)) !== undefined;

  async function writeOne(person: SavedPerson, change: SavedChange): Promise<void> {
    const sealed = await sealChange(cipher, person.userId, change);
    const tx = (await database.get()).transaction(all, 'readwrite', { durability: 'relaxed' });
    await Promise.all([writeChange(tx, person, change, sealed), tx.done]);
  }

  return {
    async last() {
      const people = await (await database.get()).getAll('people');
      const [latest] = people.sort((one, other) => other.at - one.at);
      if (!latest) return null;
      const { userId, epoch, at, me } = latest;
      return { userId, epoch, at, me: await cipher.open(userId, me) };
    },
    async begin({ userId, epoch, at, me }) {
      const sealed = await cipher.seal(userId, me);
      const tx = (await database.get()).transaction('people', 'readwrite');
      const known = await tx.store.get(userId);
      await Promise.all([
        tx.store.put(known ? { ...known, me: sealed } : { userId, epoch, at, current: [], me: sealed }),
        tx.done,
      ]);
    },
    async lines(userId) {
      const records = await (await database.get()).getAllFromIndex('lines', 'userId', userId);
      return Promise.all(
        records.map(async ({ conversationId, line }) => ({
          conversationId,
          value: await cipher.open(`${userId}/${conversationId}`, line),
        })),
      );
    },
    async messages(userId, conversationId, part) {
      const tx = (await database.get()).transaction(all);
      const [person, line] = await Promise.all([
        tx.objectStore('people').get(userId),
        tx.objectStore('lines').get([userId, conversationId]),
      ]);
      const ranges = line ? cut(line.ranges, part) : [];
      const [first, last] = [ranges[0], ranges.at(-1)];
      if (person?.epoch == null || !line || !first || !last) return null;
      const range = messageKeys(userId, conversationId, { from: first.from, upTo: last.upTo });
      const [keys, records] = await Promise.all([
        tx.objectStore('messages').getAllKeys(range),
        tx.objectStore('messages').getAll(range),
      ]);
      const place = `${userId}/${conversationId}`;
      const rows = records.map(async ({ sealed }, index) => {
        const seq = keys[index]?.[2] ?? 0;
        return { seq, value: await cipher.open(`${place}/${seq}`, sealed) };
      });
      const { joinedSeq, visibleFromSeq, people } = line;
      return {
        epoch: person.epoch,
        at: person.current.includes(conversationId) ? Math.max(person.at, line.at) : line.at,
        joinedSeq,
        visibleFromSeq,
        ranges,
        people: people && (await cipher.open(place, people)),
        rows: await Promise.all(rows),
      };
    },
    async write(person, changes, current) {
      const { userId, epoch, at, me } = person;
      if (!(await isKept(userId))) return;
      const sealed = await cipher.seal(userId, me);
      const tx = (await database.get()).transaction(all, 'readwrite', { durability: 'relaxed' });
      const known = await tx.objectStore('people').get(userId);
      if (known && known.epoch !== epoch) {
        await tx.objectStore('lines').delete(keysOf(userId));
        await tx.objectStore('messages').delete(messageKeys(userId));
      }
      if (known) await tx.objectStore('people').put({ userId, epoch, at, current, me: sealed });
      await tx.done;
      try {
        for (const change of changes) await writeOne(person, change);
        await makeRoom(await database.get(), bytes);
      } catch (error) {
        // The disk is full: what is unsent needs the room more than what can be fetched again.
        if (error instanceof DOMException && error.name === 'QuotaExceededError')
          await makeRoom(await database.get(), bytes / 4).catch(() => undefined);
        throw error;
      }
    },
    async keepOnly(userId) {
      const db = await database.get();
      // Who writes keeps all readers waiting, and as a rule nobody else is there.
      if ((await db.getAllKeys('people')).every((one) => one === userId)) return;
      const tx = db.transaction(all, 'readwrite', { durability: 'strict' });
      const others = (await tx.objectStore('people').getAllKeys()).filter((one) => one !== userId);
      for (const other of others) {
        await tx.objectStore('people').delete(other);
        await tx.objectStore('lines').delete(keysOf(other));
        await tx.objectStore('kept').delete(keysOf(other));
        await tx.objectStore('messages').delete(messageKeys(other));
      }
      await tx.done;
    },
    async kept() {
      const { createIdbKept } = await import('./idb-kept.ts');
      return createIdbKept({ database, cipher, bytes, keptBytes: limits.keptBytes, room: diskRoom, ...options });
    },
    close: database.close,
  };
}
