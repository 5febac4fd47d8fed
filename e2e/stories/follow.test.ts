import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, type Person, tell } from '../src/people.ts';

const pages = usePages();
const atOnce = 15;

/** One who reads in a hall where ten others talk. */
async function inTheHall(): Promise<{ page: Page; others: Person[]; conversation: string }> {
  const ada = await makePerson('Ada');
  const others = await Promise.all(Array.from({ length: 10 }, (_, nth) => makePerson(`Other ${nth}`)));
  const conversation = crypto.randomUUID();
  const userIds = others.map(({ id }) => id);
  await ada.api('POST', '/conversations', { kind: 'group', id: conversation, title: 'Hall', userIds });
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.composer().waitFor();
  return { page, others, conversation };
}

/** How far below what is in view the line ends. */
const belowOn = (page: Page) =>
  page.evaluate(() => {
    const view = document.querySelector('[role=region][aria-label^="Messages"]');
    return view ? Math.round(view.scrollHeight - view.scrollTop - view.clientHeight) : Number.NaN;
  });

it('stays at the end with a reader who is there, however much is said at once, and lets one go who goes up', async () => {
  const { page, others, conversation } = await inTheHall();
  const below = () => belowOn(page);
  // A slow machine is where it shows: more arrives between two frames than can be drawn.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });

  const all = (round: string) =>
    Promise.all(
      others.flatMap((other, speaker) =>
        Array.from({ length: atOnce }, (_, nth) =>
          tell(other, conversation, `${round} ${speaker} ${nth} ${'with some more words '.repeat(1 + (nth % 9))}`),
        ),
      ),
    );
  const told = () => page.evaluate(() => document.querySelector('[aria-posinset]:last-child [data-row]') !== null);
  await all('first');
  await until(told, 'something is shown');
  await all('second');
  await until(async () => (await below()) < 40, 'the newest is in view', 5_000);
  expect(await page.getByRole('button', { name: /latest/i }).count()).toBe(0);

  await page.getByRole('region', { name: /^Messages/ }).hover();
  await page.mouse.wheel(0, -1_500);
  await until(async () => (await below()) > 800, 'she has gone up');
  const seen = await below();
  await all('third');
  await page.getByRole('button', { name: /latest/i }).waitFor();
  expect(await below()).toBeGreaterThan(seen);
}, 120_000);

it('lets one go who goes up while the others talk on', async () => {
  const { page, others, conversation } = await inTheHall();
  const view = page.getByRole('region', { name: /^Messages/ });
  let isOver = false;
  let said = 0;
  const talk = async () => {
    const telling: Promise<unknown>[] = [];
    for (let nth = 0; !isOver; nth += 1) {
      const other = others[nth % others.length];
      const words = `on and on ${nth} ${'with some more words '.repeat(1 + (nth % 9))}`;
      if (other) telling.push(tell(other, conversation, words).then(() => (said += 1)));
      // Twenty a second.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.all(telling);
  };
  const talking = talk();
  try {
    await until(async () => (await view.evaluate((one) => one.scrollTop)) > 800, 'there is much to go up to');
    for (let turn = 0; turn < 3; turn += 1) {
      await until(async () => (await belowOn(page)) < 40, 'the newest is in view');
      await view.hover();
      await page.mouse.wheel(0, -600);
      const before = said;
      await until(async () => said >= before + 20, 'twenty more are said');
      expect(await belowOn(page)).toBeGreaterThan(600);
      await page.getByRole('button', { name: /latest/i }).click();
    }
  } finally {
    isOver = true;
    await talking;
  }
}, 120_000);
