import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { until } from '../src/chat.ts';
import { useFront } from '../src/front.ts';
import { openLongLine } from '../src/long-line.ts';

const pages = usePages();
const front = useFront();

it('keeps a conversation whole, and without a network leads back to its beginning and finds its oldest word', async () => {
  const { page, chat, line } = await openLongLine(pages, 'The very first kingfisher', { baseURL: front.address });
  await page.getByRole('group', { name: 'Keep all of it on this device' }).getByRole('radio', { name: 'Yes' }).click();
  await page.getByText(/^All \d+ messages are on this device, and new ones follow\.$/).waitFor({ timeout: 60_000 });
  expect(await findings(page)).toEqual([]);

  front.down();
  await page.reload();
  await chat.row('word 150').waitFor();

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
