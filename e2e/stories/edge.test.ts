import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { installed, saved } from '../src/disk.ts';
import { useFront } from '../src/front.ts';
import { makePerson, talk } from '../src/people.ts';

const pages = usePages();
const front = useFront();

it('says without a network where the line breaks off on this device, and goes on there by itself with the network', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const said = ['The very first heron', ...Array.from({ length: 149 }, (_, index) => `word ${index + 2}`)];
  const conversation = await talk(ada, bob, ...said);
  const { epoch, asOf } = await ada.api<{ epoch: string; asOf: number }>('GET', `/conversations/${conversation}`);
  await ada.api('PUT', `/conversations/${conversation}/receipt`, { epoch, readSeq: asOf });
  const { context, page } = await pages.open({ baseURL: front.address, reducedMotion: 'reduce' });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('word 150').waitFor();
  await installed(page);
  await saved(page, 50);
  front.down();
  await page.reload();
  await chat.row('word 150').waitFor();

  const line = page.getByRole('region', { name: /^Messages/ });
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
