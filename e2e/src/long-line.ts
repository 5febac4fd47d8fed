import type { BrowserContextOptions } from 'playwright-core';
import type { Pages } from './browser.ts';
import { chatOn } from './chat.ts';
import { installed } from './disk.ts';
import { makePerson, talk } from './people.ts';

/**
 * Ada at the end of a long conversation with Bob that she has read, in an application that is installed: 150 messages, the first
 * says `oldest`, the last "word 150". A page of them is on her device.
 */
export async function openLongLine(pages: Pages, oldest: string, options: BrowserContextOptions) {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const said = [oldest, ...Array.from({ length: 149 }, (_, index) => `word ${index + 2}`)];
  const conversation = await talk(ada, bob, ...said);
  const { epoch, asOf } = await ada.api<{ epoch: string; asOf: number }>('GET', `/conversations/${conversation}`);
  await ada.api('PUT', `/conversations/${conversation}/receipt`, { epoch, readSeq: asOf });
  const { context, page } = await pages.open({ reducedMotion: 'reduce', ...options });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('word 150').waitFor();
  await installed(page);
  return { page, chat, line: page.getByRole('region', { name: /^Messages/ }) };
}
