import type { Page } from 'playwright-core';
import { until } from './chat.ts';

/** Waits until the application is installed, with all its files. */
export async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

const savedMessages = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('parley-cache');
        opening.onerror = () => resolve(0);
        opening.onsuccess = () => {
          const count = opening.result.transaction('messages').objectStore('messages').count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result);
          };
        };
      }),
  );

/** Waits until so many messages that were read are on the disk. */
export const saved = (page: Page, atLeast: number): Promise<void> =>
  until(async () => (await savedMessages(page)) >= atLeast, `${atLeast} messages are saved`);

/** How many messages that were read are on the disk. */
export const countSaved = savedMessages;
