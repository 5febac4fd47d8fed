import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { installed } from '../src/disk.ts';
import { useFront } from '../src/front.ts';
import { makePerson, talk } from '../src/people.ts';

const pages = usePages();
const front = useFront();

it('keeps a conversation whole, and without a network leads back to its beginning and finds its oldest word', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const said = ['The very first kingfisher', ...Array.from({ length: 149 }, (_, index) => `word ${index + 2}`)];
  const conversation = await talk(ada, bob, ...said);
  const { epoch, asOf } = await ada.api<{ epoch: string; asOf: number }>('GET', `/conversations/${conversation}`);
  await ada.api('PUT', `/conversations/${conversation}/receipt`, { epoch, readSeq: asOf });
  const { context, page } = await pages.open({ baseURL: front.address, reducedMotion: 'reduce' });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('word 150').waitFor();
  await installed(page);
  await page.getByRole('group', { name: 'Keep all of it on this device' }).getByRole('radio', { name: 'Yes' }).click();
  await page.getByText(/^All \d+ messages are on this device, and new ones follow\.$/).waitFor({ timeout: 60_000 });
  expect(await findings(page)).toEqual([]);

  front.down();
  await page.reload();
  await chat.row('word 150').waitFor();
  const line = page.getByRole('region', { name: /^Messages/ });
  const oldest = chat.row('The very first kingfisher');
  await until(async () => {
    await line.evaluate((element) => element.scrollTo({ top: 0 }));
    return (await oldest.count()) > 0;
  }, 'the beginning is reached');
  await oldest.waitFor();

  await page.getByRole('button', { name: 'Search messages' }).click();
  await page.getByRole('combobox', { name: 'What was said' }).fill('kingfisher');
  await page.locator('.search-hit mark', { hasText: 'kingfisher' }).waitFor();
  await page.getByText(/^Searched 150 of 150 messages, all on this device/).waitFor();
  expect(pages.complaints()).toEqual([]);
}, 240_000);
