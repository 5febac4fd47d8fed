import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, tell } from '../src/people.ts';

const pages = usePages();
const atOnce = 15;

it('stays at the end with a reader who is there, however much is said at once, and lets one go who goes up', async () => {
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
  // A slow machine is where it shows: more arrives between two frames than can be drawn.
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });

  const all = (round: string) =>
    Promise.all(
      others.flatMap((other, speaker) =>
        Array.from({ length: atOnce }, (_, nth) =>
          tell(other, conversation, `${round} ${speaker} ${nth} ${'with some more words '.repeat(1 + (nth % 9))}`),
        ),
      ),
    );
  const below = () =>
    page.evaluate(() => {
      const view = document.querySelector('[role=region][aria-label^="Messages"]');
      return view ? Math.round(view.scrollHeight - view.scrollTop - view.clientHeight) : Number.NaN;
    });
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
