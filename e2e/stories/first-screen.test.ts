import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { saved } from '../src/disk.ts';
import { makePerson, talk } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

interface Seen {
  readonly frames: readonly string[];
  readonly shifted: number;
}

/** Looks at each frame from the very first, by the parts of it that say what it is. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const frames: string[] = [];
    const seen = { frames, shifted: 0 };
    const parts = {
      wayIn: '.ui-sign-in',
      list: '[data-conversation]',
      messages: '[data-row]',
      details: '.ui-details-head',
    };
    const look = () => {
      const frame = Object.entries(parts)
        .filter(([, selector]) => document.querySelector(selector))
        .map(([part]) => part)
        .join(', ');
      if (frame !== frames.at(-1)) frames.push(frame);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifted += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(globalThis, { seen });
  });
}

it('comes as one after a reload, the list with the messages, then the details in the place that was kept for them', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning', 'Morning, Ada', 'Is the crane there?');
  const { page, chat } = await visit(pages, ada, conversation, { viewport: { width: 1440, height: 900 } });
  await chat.row('Is the crane there?').waitFor();
  await saved(page, 3);

  await watch(page);
  await page.reload();
  await page.locator('.ui-details-head').waitFor();
  const { frames, shifted } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  // A splash, which is none of these, then all that is known.
  expect(frames.filter((frame) => !frame.includes('messages'))).toEqual(['']);
  expect(frames[1]).toContain('list');
  expect(shifted).toBeLessThan(0.01);
}, 60_000);

it('says that it opens while its script is on the way, and how to try again where it does not come', async () => {
  const ada = await makePerson('Ada');
  const { context, page } = await pages.open();
  await ada.enter(context);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await context.route(/\/assets\/index-[^/]+\.js$/, (route) => held.then(() => route.continue()));

  await page.goto('/', { waitUntil: 'commit' });
  await page.getByText('Opening', { exact: true }).waitFor();
  const again = page.getByRole('link', { name: 'Load it again' });
  expect(await again.isVisible()).toBe(false);
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  expect(await again.isVisible()).toBe(true);

  letGo();
  await page.getByRole('button', { name: /New/ }).first().waitFor();
  expect(await page.getByText('Opening', { exact: true }).count()).toBe(0);
});
