import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { until } from '../src/chat.ts';
import { saved } from '../src/disk.ts';
import { useFront } from '../src/front.ts';
import { openLongLine } from '../src/long-line.ts';

const pages = usePages();
const front = useFront();

it('says without a network where the line breaks off on this device, and goes on there by itself with the network', async () => {
  const { page, chat, line } = await openLongLine(pages, 'The very first heron', { baseURL: front.address });
  await saved(page, 50);
  front.down();
  await page.reload();
  await chat.row('word 150').waitFor();

  const goUp = () => line.evaluate((element) => element.scrollTo({ top: 0 }));
  const edge = page.getByText('Earlier messages are not on this device. They come when the server is reached again.');
  await until(async () => {
    await goUp();
    return edge.isVisible();
  }, 'it says where it breaks off');
  expect(await findings(page)).toEqual([]);
  // The row that the tabulator comes to is far below: the line hands the focus on to one in sight.
  await line.focus();
  await until(() => page.evaluate(() => document.activeElement?.hasAttribute('data-row') ?? false), 'a row has it');
  await front.up();
  await edge.waitFor({ state: 'detached', timeout: 60_000 });
  await until(async () => {
    await goUp();
    return (await chat.row('The very first heron').count()) > 0;
  }, 'the beginning is reached');
  expect(pages.complaints()).toEqual([]);
}, 120_000);
