import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, talk, tell } from '../src/people.ts';

const pages = usePages();

/** Counts the sockets that pages hold, as the server has them. */
function countSockets() {
  const open = new Map<Page, number>();
  const change = (page: Page, by: number) => open.set(page, (open.get(page) ?? 0) + by);
  return {
    watch(page: Page) {
      page.on('websocket', (socket) => {
        change(page, 1);
        socket.on('close', () => change(page, -1));
      });
      page.on('close', () => open.delete(page));
    },
    count: () => [...open.values()].reduce((sum, one) => sum + one, 0),
    holder: () => [...open].find(([, count]) => count > 0)?.[0],
  };
}

it('holds one connection for ten tabs, and another tab takes over when the one that has it dies', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page: first } = await pages.open();
  await ada.enter(context);
  const sockets = countSockets();
  const tabs = [chatOn(first)];
  while (tabs.length < 10) tabs.push(chatOn(await context.newPage()));
  for (const tab of tabs) {
    sockets.watch(tab.page);
    await tab.open(conversation);
    await tab.row('Good morning').waitFor();
  }
  await until(async () => sockets.count() === 1, 'ten tabs hold one connection');

  const say = (content: string) => tell(bob, conversation, content);
  await say('to all of you');
  for (const tab of tabs) await tab.row('to all of you').waitFor();

  // What is typed in one is in the other; what one looks like, the other looks like.
  const [one, other] = tabs as [(typeof tabs)[0], (typeof tabs)[0]];
  await one.composer().fill('half a thou');
  await until(async () => (await other.composer().inputValue()) === 'half a thou', 'the draft is in the other tab');
  await one.page.evaluate(() => localStorage.setItem('parley.appearance', '{"theme":"dark"}'));
  await other.page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });

  const leading = sockets.holder();
  const left = tabs.filter(({ page }) => page !== leading);
  const died = performance.now();
  await leading?.close();
  await until(async () => sockets.count() === 1, 'another tab has the connection');
  expect(performance.now() - died).toBeLessThan(1_000);
  await say('and to those who are left');
  for (const tab of left) await tab.row('and to those who are left').waitFor();
  const [writer] = left;
  await writer?.say('once, from a tab that need not lead');
  for (const tab of left) await tab.row('once, from a tab that need not lead').waitFor();
  for (const tab of left) expect(await tab.row('once, from a tab that need not lead').count()).toBe(1);
  await until(async () => sockets.count() === 1, 'and it is still one');
}, 120_000);
