import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { closeSockets, cutHttp, refuseSends } from '../src/break.ts';
import { usePages } from '../src/browser.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** Wide and narrow, one after the other: nothing found, nothing cut off. */
async function holds(page: Page, what: string): Promise<void> {
  for (const [width, height] of [[390, 844] as const, [1440, 900] as const]) {
    await page.setViewportSize({ width, height });
    expect(await findings(page), `${what} at ${width}`).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, `${what} at ${width}: sideways`).toBeLessThanOrEqual(0);
  }
}

it.each(['light', 'dark'] as const)('axe finds nothing where it is late, unread or broken: %s', async (colorScheme) => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const wrote = new Date(Date.now() - 3 * 3_600_000);
  await tell(ada, conversation, 'mine, from the tunnel', wrote);
  for (const content of ['from the tunnel', 'still in it']) await tell(bob, conversation, content, wrote);
  const options = { colorScheme, reducedMotion: 'reduce', serviceWorkers: 'block' } as const;
  const { context, page, chat } = await visit(pages, ada, '', options);
  await chat.badge('2 unread').waitFor();
  await holds(page, 'a number on the list');
  await page.locator(`[data-conversation="${conversation}"]`).click();
  await page.getByRole('button', { name: 'Why 2?' }).waitFor();
  await holds(page, 'the rule, and late messages');

  await chat.row('mine, from').focus();
  await page.keyboard.press('u');
  await page.getByRole('button', { name: /^Why/ }).click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  await holds(page, 'why');
  await page.keyboard.press('Escape');

  await closeSockets(context);
  await refuseSends(context, 1);
  await page.reload();
  await chat.say('tried twice');
  await chat.sent('tried twice').click();
  await page.getByText('Tried once').waitFor();
  await holds(page, 'the story');
  await page.keyboard.press('Escape');

  await cutHttp(context);
  await page.getByRole('button', { name: /every number/ }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: /Socket.*closed/ })
    .waitFor();
  await holds(page, 'the doctor');
});
