import type { Page } from 'playwright-core';
import { until } from './chat.ts';

/** Waits until the application is installed, with all its files. */
export async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** The keys of what was read and of who was here, on the disk. */
const inCache = (page: Page, store: 'messages' | 'people'): Promise<IDBValidKey[]> =>
  page.evaluate(
    (name) =>
      new Promise<IDBValidKey[]>((resolve) => {
        const opening = indexedDB.open('parley-cache');
        opening.onerror = () => resolve([]);
        opening.onsuccess = () => {
          const keys = opening.result.transaction(name).objectStore(name).getAllKeys();
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result);
          };
        };
      }),
    store,
  );

/** How many messages that were read are on the disk. */
export const countSaved = async (page: Page): Promise<number> => (await inCache(page, 'messages')).length;

/** Waits until so many messages that were read are on the disk. */
export const saved = (page: Page, atLeast: number): Promise<void> =>
  until(async () => (await countSaved(page)) >= atLeast, `${atLeast} messages are saved`);

/** Waits until this device knows this person, and nobody else, without a network. */
export const remembered = (page: Page, userId: string): Promise<void> =>
  until(async () => (await inCache(page, 'people')).join() === userId, 'the device knows who is here');
