import { limits } from '@parley/shared/limits.ts';
import type { IDBPDatabase } from 'idb';
import { ApiError } from '../chat-client/failure.ts';
import type { Kept, KeptStorage, Whole } from '../chat-client/kept/kept-storage.ts';
import type { Cipher } from './cipher.ts';
import type { Room } from './disk-room.ts';
import type { Database } from './open-database.ts';
import { sealChange, sizeOf, writable, writeChange } from './saved-changes.ts';
import { keysOf, messageKeys, type SavedTables } from './saved-database.ts';
import { bytesOf, makeRoom } from './saved-room.ts';

/** The database of all that was read, and how much of it may be kept whole. */
export interface IdbKeptDeps {
  readonly database: Database<IDBPDatabase<SavedTables>>;
  readonly cipher: Cipher;
  readonly bytes: number;
  readonly keptBytes: number;
  readonly room: Room;
}

const isSame = (one: Whole | null, other: Whole | null): boolean =>
  one?.joinedSeq === other?.joinedSeq && one?.from === other?.from && one?.upTo === other?.upTo;

/** Conversations that are kept whole, in the database of all that was read. */
export function createIdbKept({ database, cipher, bytes, keptBytes, room }: IdbKeptDeps): KeptStorage {
  async function put(userId: string, conversationId: string, failure: Kept['failure']): Promise<void> {
    const tx = (await database.get()).transaction(writable, 'readwrite');
    const isHere = (await tx.objectStore('people').getKey(userId)) !== undefined;
    if (isHere) await tx.objectStore('kept').put({ userId, conversationId, failure });
    await tx.done;
    if (!isHere) throw new ApiError('STORAGE_FAILED', 'local');
  }

  return {
    async list(userId, epoch) {
      const tx = (await database.get()).transaction(writable);
      const person = await tx.objectStore('people').get(userId);
      const isOfNow = epoch === null || person?.epoch === epoch;
      const records = await tx.objectStore('kept').getAll(keysOf(userId));
      return Promise.all(
        records.map(async ({ conversationId, failure }): Promise<Kept> => {
          const line = await tx.objectStore('lines').get([userId, conversationId]);
          const whole = (isOfNow && line?.whole) || null;
          const messages =
            whole && (await tx.objectStore('messages').count(messageKeys(userId, conversationId, whole)));
          return { conversationId, whole, messages: messages ?? 0, failure };
        }),
      );
    },
    async set(userId, conversationId, isKept) {
      if (isKept) return put(userId, conversationId, null);
      await (await database.get()).delete('kept', [userId, conversationId]);
      await makeRoom(await database.get(), bytes);
    },
    fail: put,
    async write(person, { change, seen, whole }) {
      const { userId } = person;
      const key: [string, string] = [userId, change.conversationId];
      if (((await room()) ?? Number.POSITIVE_INFINITY) < limits.diskReserveBytes)
        throw new ApiError('DISK_FULL', 'local');
      const sealed = await sealChange(cipher, userId, change);
      const size = sealed.messages.reduce((sum, message) => sum + sizeOf(message.sealed), 0);
      const tx = (await database.get()).transaction(writable, 'readwrite', { durability: 'relaxed' });
      const lines = tx.objectStore('lines');

      async function step(): Promise<boolean> {
        if ((await tx.objectStore('people').get(userId))?.epoch !== person.epoch) return false;
        const kept = new Set((await tx.objectStore('kept').getAll(keysOf(userId))).map((one) => one.conversationId));
        const held = (await lines.getAll(keysOf(userId))).filter((line) => kept.has(line.conversationId));
        const before = held.find((line) => line.conversationId === change.conversationId);
        // Not kept any more, or another tab was here: nothing may be claimed that is not on the disk.
        if (!kept.has(change.conversationId) || (seen && !isSame(before?.whole ?? null, seen))) return false;
        if (bytesOf(held) + size > keptBytes) throw new ApiError('KEPT_FULL', 'local');
        await writeChange(tx, person, change, sealed);
        const after = await lines.get(key);
        // An answer of an earlier membership, or from before retention removed something, was not written.
        const isWhole = after?.ranges.some(({ from, upTo }) => from <= whole.from && whole.upTo <= upTo);
        if (!after || !isWhole || after.joinedSeq !== whole.joinedSeq) return false;
        if (after.visibleFromSeq !== change.stretch?.visibleFromSeq) return false;
        await lines.put({ ...after, whole });
        return true;
      }

      try {
        const [isWritten] = await Promise.all([step(), tx.done]);
        return isWritten;
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
        // What is unsent needs the room more than what can be fetched again.
        await makeRoom(await database.get(), bytes / 4).catch(() => undefined);
        throw new ApiError('DISK_FULL', 'local');
      }
    },
  };
}
