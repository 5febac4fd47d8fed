import type { BrowserContextOptions } from 'playwright-core';
import type { Pages } from './browser.ts';
import { chatOn } from './chat.ts';
import type { Person } from './people.ts';

/** A browser with this person signed in, at a conversation or, with none, at the list. */
export async function visit(pages: Pages, person: Person, conversation = '', options: BrowserContextOptions = {}) {
  const { context, page } = await pages.open(options);
  await person.enter(context);
  await page.goto(conversation === '' ? '/' : `/c/${conversation}`);
  return { context, page, chat: chatOn(page) };
}
