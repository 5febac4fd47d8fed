import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';
import { makePerson, type Person, talk } from '../src/people.ts';

const pages = usePages();

const box = (page: Page) => page.getByRole('combobox', { name: 'What was said' });
const hits = (page: Page) => page.locator('.search-hit');

async function ask(page: Page, query: string): Promise<void> {
  await box(page).fill(query);
  await box(page).press('Enter');
}

/** Says it over the API; gives the way to the message. */
async function say(person: Person, conversation: string, content: string): Promise<string> {
  const id = crypto.randomUUID();
  await person.api('POST', `/conversations/${conversation}/messages`, { id, content });
  return `/conversations/${conversation}/messages/${id}`;
}

it('parts of words are found in any script, and a hit leads to its place', async () => {
  const [ada, bob] = [await makePerson('Ada Byron'), await makePerson('Bob Kahn')];
  const conversation = await talk(ada, bob, 'The harbourmaster signed PLT-3699', 'Fine', '明日東京へ行きます');
  const { context, page } = await pages.open({ reducedMotion: 'reduce' });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Fine').waitFor();
  for (const content of ['The pilot waits', 'The pilot left']) await chat.say(content);
  await chat
    .row('The pilot left')
    .getByRole('button', { name: /^(Sent|Delivered|Read)/ })
    .waitFor();

  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('button', { name: 'Remove in Bob Kahn' }).waitFor();
  for (const [query, marked] of [
    ['rbourmas', 'rbourmas'],
    ['3699', '3699'],
    ['東京', '東京'],
  ] as const) {
    await ask(page, query);
    await hits(page).locator('mark', { hasText: marked }).waitFor();
    expect(await hits(page).count(), query).toBe(1);
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page), colorScheme).toEqual([]);
  }
  await ask(page, 'pilot waits');
  // Its own words: the hit of the question before stands beside that message, and bears it as what came after.
  await hits(page).locator('.search-words', { hasText: 'The pilot waits' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/m\/\d+$/);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await chat.row('The pilot waits').waitFor();
  expect(pages.complaints()).toEqual([]);
});

it('what was deleted is not found, and what was edited only by its new words', async () => {
  const [ada, bob] = [await makePerson('Ada Byron'), await makePerson('Bob Kahn')];
  const conversation = await talk(ada, bob, 'Good morning');
  const edited = await say(ada, conversation, 'the hawser is torn');
  await ada.api('PATCH', edited, { content: 'the mainsail is torn', version: 1 });
  await ada.api('DELETE', await say(ada, conversation, 'the anchor is torn'));
  const { context, page } = await pages.open();
  await ada.enter(context);
  await page.goto('/');
  await page.getByRole('button', { name: 'Search messages' }).click();
  await ask(page, 'torn');
  await hits(page).filter({ hasText: 'mainsail' }).waitFor();
  expect(await hits(page).count()).toBe(1);
  for (const query of ['hawser', 'anchor']) {
    await ask(page, query);
    await page.getByText('Nothing found').waitFor();
    expect(await hits(page).count(), query).toBe(0);
  }
});

it('the demo is found in as it stands after the first start', async () => {
  const { page } = await pages.open();
  await page.goto('/sign-in');
  await page.getByLabel('Username').fill('nora');
  await page.getByLabel('Password', { exact: true }).fill('harbour-lights');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Search messages' }).click();
  await ask(page, 'who gate from:yusuf ');
  await hits(page).filter({ hasText: 'Who can open the gate at six?' }).waitFor();
  expect(await page.getByRole('button', { name: /^Remove from/ }).count()).toBe(1);
});
