import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, type Person, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** A page whose code of this name is on its way until it is let go. */
async function waitsFor(name: string, person: Person, conversation: string) {
  const { context, page } = await pages.open();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = page.waitForRequest(`**/${name}-*.js`);
  await page.route(`**/${name}-*.js`, async (route) => {
    await held;
    await route.continue();
  });
  await person.enter(context);
  await page.goto(`/c/${conversation}`);
  const come = async () => {
    await asked;
    const here = page.waitForResponse(`**/${name}-*.js`);
    release();
    await (await here).finished();
    // What it does once it runs is done by then.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  };
  return { page, chat: chatOn(page), come };
}

/** In which part of the page the focus is, and on which element of it. */
const at = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: one } = document;
    const part = ['ui-toaster', 'ui-rail', 'ui-foot', 'ui-page'].find((name) => one?.closest(`.${name}`));
    return `${part} ${one?.tagName.toLowerCase()}`;
  });

const isAt = (page: Page, where: string, what: string) =>
  until(async () => (await at(page)) === where, `${what}: the focus is at ${where}`, 5_000);

it('takes what is typed after Ctrl+K for the place to go to, and sends none of it, while its code is on its way', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { page, chat, come } = await waitsFor('Switcher', ada, await talk(ada, bob, 'Good morning'));
  await chat.sent('Good morning').waitFor();
  const rows = await page.locator('[data-row]').count();
  await chat.composer().focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bob');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await isAt(page, 'ui-foot textarea', 'Escape leaves what has not come');
  await page.keyboard.type('on I write');
  expect(await chat.composer().inputValue()).toBe('on I write');
  await come();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  await isAt(page, 'ui-foot textarea', 'Escape leaves what came');
  expect(await page.locator('[data-row]').count()).toBe(rows);
  expect(pages.complaints()).toEqual([]);
});

it('gives the focus back to the row, when what was chosen from its menu came late', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { page, chat, come } = await waitsFor('DeleteDialog', ada, await talk(ada, bob, 'Good morning'));
  await chat.sent('Good morning').waitFor();
  const row = chat.row('Good morning');
  await row.focus();
  await row.getByRole('button', { name: 'More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await page.getByRole('dialog', { name: 'Coming' }).waitFor();
  await come();
  await page.getByRole('dialog', { name: 'Delete this message?' }).waitFor();
  await page.keyboard.press('Escape');
  await until(() => row.evaluate((one) => one.contains(document.activeElement)), 'the row has it again', 5_000);
});

it.each([
  ['RowMenu', 'menu', /More/],
  ['StoryCard', 'dialog', /^(Sent|Delivered|Read)/],
] as const)(
  'opens no %s under the hands of who went on with something else before it came',
  async (code, role, name) => {
    const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
    const { page, chat, come } = await waitsFor(code, ada, await talk(ada, bob, 'Good morning'));
    await chat.sent('Good morning').waitFor();
    await chat.row('Good morning').focus();
    await chat.row('Good morning').getByRole('button', { name }).press('Enter');
    await chat.composer().click();
    await page.keyboard.type('on I ');
    await come();
    await page.keyboard.type('write');
    expect(await page.getByRole(role).count()).toBe(0);
    expect(await chat.composer().inputValue()).toBe('on I write');
  },
);

it('says that the panel of one’s own speed is coming, and breaks nothing, while its code does not come', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { page, chat } = await visit(pages, ada, await talk(ada, bob, 'Good morning'));
  await page.route('**/SpeedPanel-*.js', (route) => route.abort());
  await chat.sent('Good morning').waitFor();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'My speed' }).click();
  await page.getByRole('dialog', { name: 'My speed' }).getByText('Opening').waitFor();
  await page.waitForRequest('**/SpeedPanel-*.js');
  await page.unroute('**/SpeedPanel-*.js');
  await page.getByRole('dialog', { name: 'My speed' }).getByText('Opening').waitFor({ state: 'detached' });
  expect(await page.getByText('Something broke').count()).toBe(0);
});

it('keeps the focus near what had it and goes: a notice, a line of the list, what is not sent, a conversation', async () => {
  const [ada, bob, cem] = [await makePerson('Ada'), await makePerson('Bob'), await makePerson('Cem')];
  const other = await talk(ada, cem, 'Good evening');
  const hall = crypto.randomUUID();
  await bob.api('POST', '/conversations', { kind: 'group', id: hall, title: 'Hall', userIds: [ada.id] });
  await tell(bob, hall, 'Good morning');
  const { context, page, chat } = await visit(pages, ada, hall);
  await chat.row('Good morning').focus();
  await page.keyboard.press('u');
  const toast = page.locator('.ui-toast');
  await toast.getByRole('button').press('Enter');
  await toast.waitFor({ state: 'detached' });
  await isAt(page, 'ui-page div', 'a notice is closed');

  const line = page.locator(`[data-conversation="${other}"]`);
  await line.focus();
  await tell(cem, other, 'What a day');
  await line.filter({ hasText: '1 unread' }).waitFor();
  const isThere = () => line.evaluate((one) => one === document.activeElement);
  await until(isThere, 'the line has it where it stands among the unread', 5_000);

  const notice = page.getByRole('button', { name: /not sent yet/ });
  for (const leave of ['by itself', 'after its dialog']) {
    await context.setOffline(true);
    await chat.say(`kept ${leave}`);
    await notice.focus();
    if (leave === 'after its dialog') {
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Outbox' }).waitFor();
    }
    await context.setOffline(false);
    await notice.waitFor({ state: 'detached', timeout: 40_000 });
    if (leave === 'after its dialog') await page.keyboard.press('Escape');
    await isAt(page, 'ui-rail a', `what was not sent is sent, ${leave}`);
  }

  await chat.composer().focus();
  await bob.api('DELETE', `/conversations/${hall}/participants/${ada.id}`);
  await page.getByText('You are not in this conversation any more').waitFor();
  await isAt(page, 'ui-page section', 'the conversation is gone');
  await page.keyboard.press('Tab');
  await isAt(page, 'ui-page button', 'the tabulator goes on from there');
  expect(pages.complaints()).toEqual([]);
});
