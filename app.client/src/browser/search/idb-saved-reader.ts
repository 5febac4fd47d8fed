import type { SavedReader } from '../../chat-client/search/saved-reader.ts';
import { browserKey } from '../browser-key.ts';
import { createCipher, type Sealed } from '../cipher.ts';
import { createSavedDatabase, messageKeys } from '../saved-database.ts';

/** Where it lies; differs in tests only. */
export interface SavedReaderOptions {
  readonly name?: string;
  readonly crypto?: Crypto;
}

/** Each sealing has a number of its own. */
const markOf = (sealed: Sealed): string => ('plain' in sealed ? JSON.stringify(sealed.plain) : sealed.iv.join('.'));

/** Reads what was saved, for search: page and worker share the disk and its key. */
export async function openIdbSavedReader(options: SavedReaderOptions = {}): Promise<SavedReader> {
  const { name = 'parley-cache', crypto = globalThis.crypto } = options;
  const database = createSavedDatabase(name);
  const cipher = createCipher(crypto, await browserKey(database, 'cache', crypto));
  return {
    async conversations(userId) {
      const tx = (await database.get()).transaction(['people', 'lines']);
      const [person, lines] = await Promise.all([
        tx.objectStore('people').get(userId),
        tx.objectStore('lines').index('userId').getAll(userId),
      ]);
      if (person?.epoch == null) return [];
      return lines.map(({ conversationId, stamp = null, ranges, line, people }) => ({
        conversationId,
        stamp,
        ranges,
        mark: `${markOf(line)} ${people === null ? '' : markOf(people)}`,
        open: async () => {
          const place = `${userId}/${conversationId}`;
          return { line: await cipher.open(place, line), people: people && (await cipher.open(place, people)) };
        },
      }));
    },
    async rows(userId, conversationId) {
      const tx = (await database.get()).transaction('messages');
      const range = messageKeys(userId, conversationId);
      const [keys, records] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)]);
      return records.map(({ rev, sealed }, index) => {
        const seq = keys[index]?.[2] ?? 0;
        return { seq, rev, open: () => cipher.open(`${userId}/${conversationId}/${seq}`, sealed) };
      });
    },
  };
}
