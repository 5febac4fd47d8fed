import type { BrowserContext, Page } from 'playwright-core';
import { closeSockets, cutHttp, refuseSends } from './break.ts';

/** A picture: its name, and how one gets there. */
export type Scene = readonly [name: string, show: (page: Page, context: BrowserContext) => Promise<void>];

/** The conversation of the demo that is never quiet. */
export const busy = /Pier 4 rebuild/;
const openBusy = async (page: Page) => {
  await page.getByRole('link', { name: busy }).first().click();
  await page.locator('[data-row]').filter({ hasText: 'Who can open the gate at six?' }).waitFor();
};
const row = (page: Page, content: string) => page.locator('[data-row]').filter({ hasText: content });
const say = async (page: Page, content: string) => {
  await page.getByRole('textbox', { name: /^Write to/ }).fill(content);
  await page.keyboard.press('Enter');
};

/** What there is to see of the demo, each from the list on. */
export const scenes: readonly Scene[] = [
  ['list', async (page) => void (await page.getByRole('link', { name: busy }).first().waitFor())],
  [
    'why',
    async (page) => {
      await page
        .getByRole('link', { name: /Mirela/ })
        .first()
        .locator('.ui-badge')
        .click();
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    },
  ],
  ['conversation', openBusy],
  [
    'new',
    async (page) => {
      await page
        .getByRole('link', { name: /Mirela/ })
        .first()
        .click();
      await page.getByText(/\d new/).waitFor();
    },
  ],
  [
    'offline',
    async (page, context) => {
      await openBusy(page);
      await context.setOffline(true);
      await say(page, 'Who brings the long ladder?');
      await say(page, 'And the rope, please.');
      await page
        .getByText(/^Offline/)
        .locator('visible=true')
        .first()
        .waitFor({ timeout: 60_000 });
    },
  ],
  [
    'group',
    async (page) => {
      await page.getByRole('button', { name: 'New conversation' }).first().click();
      await page.getByRole('radio', { name: 'A group' }).check({ force: true });
      await page.getByLabel('Name of the group').fill('Night shift');
      await page.getByLabel('Who').fill('to');
      await page.getByRole('option', { name: /Tom/ }).waitFor();
    },
  ],
  [
    'members',
    async (page) => {
      await openBusy(page);
      const details = page.getByRole('button', { name: 'Details', exact: true });
      if ((await details.getAttribute('aria-pressed')) !== 'true') await details.click();
      await page.getByRole('heading', { name: /^People/ }).waitFor();
    },
  ],
  [
    'search',
    async (page) => {
      await openBusy(page);
      await page.keyboard.press('Control+Shift+F');
      await page.getByRole('combobox', { name: 'What was said' }).fill('gate');
      await page.keyboard.press('Enter');
      await page.locator('.search-hit').first().waitFor();
    },
  ],
  [
    'empty',
    async (page) => {
      await page
        .getByRole('link', { name: /Slipway crew/ })
        .first()
        .click();
      await page.getByRole('textbox', { name: /^Write to/ }).waitFor();
    },
  ],
  [
    'late',
    async (page) => {
      await openBusy(page);
      // Further up than a narrow window draws: whoever wants it turns the wheel.
      await page.mouse.move(200, 400);
      for (let turns = 0; turns < 40 && !(await row(page, 'Gate code is changed').isVisible()); turns++) {
        await page.mouse.wheel(0, -200);
        await page.waitForTimeout(100);
      }
      await row(page, 'Gate code is changed').scrollIntoViewIfNeeded();
    },
  ],
  [
    'marked',
    async (page) => {
      await page
        .getByRole('link', { name: /Tom Okafor/ })
        .first()
        .click();
      await row(page, 'Since 1994').focus();
      await page.keyboard.press('u');
      await page.getByText('Marked as unread', { exact: true }).waitFor();
      await page.goto('/');
      await page.locator('.ui-badge.is-mark').waitFor();
    },
  ],
  [
    'story',
    async (page, context) => {
      await closeSockets(context);
      await refuseSends(context, 2);
      await page.reload();
      await openBusy(page);
      const content = `Who brings the ladder? ${crypto.randomUUID().slice(0, 4)}`;
      await say(page, content);
      const tick = row(page, content).getByRole('button', { name: /^(Sent|Delivered|Read)/ });
      await tick.waitFor({ timeout: 60_000 });
      await page.reload();
      await tick.click();
      await page.getByText('Tried twice').waitFor();
    },
  ],
  [
    'doctor',
    async (page, context) => {
      await openBusy(page);
      await cutHttp(context);
      await page.getByRole('button', { name: /every number/ }).click();
      await page.getByText('no answer over HTTP', { exact: true }).waitFor({ timeout: 60_000 });
    },
  ],
  [
    'signed-in',
    async (page) => {
      await page.getByRole('button', { name: 'Settings' }).first().click();
      await page.getByRole('button', { name: 'Where I am signed in' }).click();
      await page.getByRole('listitem').filter({ hasText: 'This one' }).waitFor();
    },
  ],
  [
    'password',
    async (page) => {
      await page.getByRole('button', { name: 'Settings' }).first().click();
      await page.getByRole('button', { name: 'Change my password' }).click();
      const dialog = page.getByRole('dialog', { name: 'Change your password' });
      await dialog.getByLabel('Your password now').fill('a guess of mine');
      await dialog.getByLabel('New password').fill('short');
      await page.keyboard.press('Enter');
      await dialog.getByText(/^Use 8 to 128/).waitFor();
    },
  ],
  ['missing', async (page) => void (await page.goto(`/c/${crypto.randomUUID()}`))],
];
