import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';
import { installed, saved } from '../src/disk.ts';
import { useFront } from '../src/front.ts';
import { makePerson, talk, tell } from '../src/people.ts';

const pages = usePages();
const front = useFront();

it('searches what was read without a network while it is typed, leads to its place, and asks the server when that is back', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'The harbourmaster signed PLT-3699', 'Fine', '明日東京へ行きます');
  const { context, page } = await pages.open({ baseURL: front.address, reducedMotion: 'reduce' });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Fine').waitFor();
  await installed(page);
  await saved(page, 3);
  front.down();
  await page.reload();
  await chat.row('Fine').waitFor();

  await page.getByRole('button', { name: 'Search messages' }).click();
  const box = page.getByRole('combobox', { name: 'What was said' });
  const hits = page.locator('.search-hit');
  const words = hits.locator('.search-words');
  for (const [query, marked] of [
    ['rbourmas', 'rbourmas'],
    ['nothing like it', ''],
    ['3699', '3699'],
    ['東京', '東京'],
  ] as const) {
    await box.fill(query);
    if (marked === '') await page.getByText('Nothing found on this device').waitFor();
    else await hits.locator('mark', { hasText: marked }).waitFor();
    expect(await hits.count(), query).toBe(marked === '' ? 0 : 1);
  }
  await page.getByText(/^Searched 3 of 3 messages, all on this device/).waitFor();
  expect(await findings(page)).toEqual([]);

  await tell(bob, conversation, '東京は雨です');
  await front.up();
  await words.filter({ hasText: '東京は雨です' }).waitFor({ timeout: 60_000 });
  await page.getByText('2 found.').waitFor();
  front.down();
  await words.filter({ hasText: '明日東京へ行きます' }).click();
  await page.waitForURL(/\/m\/\d+$/);
  await chat.row('明日東京へ行きます').waitFor();
  expect(pages.complaints()).toEqual([]);
}, 240_000);

it('finds nothing of the person before, once another one has signed in', async () => {
  const [ada, bob, eve] = [await makePerson('Ada'), await makePerson('Bob'), await makePerson('Eve')];
  const conversation = await talk(ada, bob, 'a secret of Ada');
  const { context, page } = await pages.open({ baseURL: front.address });
  await ada.enter(context);
  await chatOn(page).open(conversation);
  await chatOn(page).row('a secret of Ada').waitFor();
  await installed(page);
  await saved(page, 1);
  await page.close();
  await context.clearCookies();
  await eve.enter(context);
  const hers = await context.newPage();
  await hers.goto('/');
  await hers.getByText('Eve').first().waitFor();
  front.down();
  await hers.getByRole('button', { name: 'Search messages' }).click();
  await hers.getByRole('combobox', { name: 'What was said' }).fill('secret');
  await hers.getByText('Nothing found on this device').waitFor({ timeout: 60_000 });
  expect(await hers.locator('.search-hit').count()).toBe(0);
  expect(pages.complaints()).toEqual([]);
}, 240_000);
