import type { DBSchema } from 'idb';
import type { StoryStorage } from '../chat-client/ports.ts';
import { browserKey } from './browser-key.ts';
import { createCipher, type Sealed } from './cipher.ts';
import { openWhenNeeded } from './open-database.ts';

interface Tables extends DBSchema {
  stories: {
    key: [string, string];
    value: { userId: string; messageId: string; sealed: Sealed };
    indexes: { userId: string };
  };
  keys: { key: string; value: CryptoKey };
}

// Nothing that anybody waits for, and no loss if the power fails.
const hastily = { durability: 'relaxed' } as const;

/** A database of its own: what is told of sent messages must not stand in the way of what is unsent. */
export function openIdbStories(name: string, crypto: Crypto): StoryStorage & { close(): void } {
  const database = openWhenNeeded<Tables>(name, [
    (db) => {
      db.createObjectStore('stories', { keyPath: ['userId', 'messageId'] }).createIndex('userId', 'userId');
      db.createObjectStore('keys');
    },
  ]);
  const sealing = async () => createCipher(crypto, await browserKey(database, 'stories', crypto));
  return {
    async list(userId) {
      const cipher = await sealing();
      const records = await (await database.get()).getAllFromIndex('stories', 'userId', userId);
      return Promise.all(
        records.map(async ({ messageId, sealed }) => ({ messageId, value: await cipher.open(userId, sealed) })),
      );
    },
    async put(userId, messageId, value) {
      const sealed = await (await sealing()).seal(userId, value);
      const tx = (await database.get()).transaction('stories', 'readwrite', hastily);
      await Promise.all([tx.store.put({ userId, messageId, sealed }), tx.done]);
    },
    async forget(userId, messageIds) {
      const tx = (await database.get()).transaction('stories', 'readwrite', hastily);
      await Promise.all([...messageIds.map((id) => tx.store.delete([userId, id])), tx.done]);
    },
    close: database.close,
  };
}
