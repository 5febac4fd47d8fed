import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';
import { makePerson, talk } from '../src/people.ts';

const pages = usePages();

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Settings' }).first().waitFor();
}

async function fromSettings(page: Page, button: string, title: string) {
  await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('button', { name: button }).click();
  return page.getByRole('dialog', { name: title });
}

it('lets its owner see where she is signed in, end it, and change her password without losing her place', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page } = await pages.open();
  await signIn(page, ada.username, ada.password);
  const tab = await context.newPage();
  const { page: phone } = await pages.open({ userAgent: iPhone, viewport: { width: 390, height: 844 } });
  await signIn(phone, ada.username, ada.password);
  const ended = phone.getByRole('dialog', { name: 'Your session ended' });
  for (const one of [page, tab, phone]) {
    await one.goto(`/c/${conversation}`);
    await chatOn(one).row('Good morning').waitFor();
  }

  const list = await fromSettings(page, 'Where I am signed in', 'Where you are signed in');
  await list.getByRole('listitem').filter({ hasText: 'This one' }).waitFor();
  await list.getByRole('button', { name: /^Sign out Safari on iPhone/ }).click();
  await ended.waitFor();
  await page.getByText('Safari on iPhone is signed out.').waitFor();
  expect(await list.getByText('Safari on iPhone').count()).toBe(0);
  await ended.getByLabel('Password', { exact: true }).fill(ada.password);
  await phone.keyboard.press('Enter');
  await ended.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');

  const next = 'a window with a view';
  await page.getByRole('button', { name: 'Change my password' }).click();
  const form = page.getByRole('dialog', { name: 'Change your password' });
  await form.getByLabel('Your password now').fill('not what she chose');
  await form.getByLabel('New password').fill(next);
  await page.keyboard.press('Enter');
  await form.getByText('This is not your password.').waitFor();
  expect(await ended.count()).toBe(0);
  await form.getByLabel('Your password now').fill(ada.password);
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await page.getByText(/^Your password is changed\. You are signed out in/).waitFor();

  // The phone is out at once, and in again with the new one alone.
  await ended.waitFor();
  const password = ended.getByLabel('Password', { exact: true });
  await password.fill(ada.password);
  await phone.keyboard.press('Enter');
  await ended.getByText('Username and password do not match.').waitFor();
  await password.fill(next);
  await phone.keyboard.press('Enter');
  await ended.waitFor({ state: 'detached' });

  // Where she did it she goes on, in the other tab too, and nothing said that it ended.
  await page.keyboard.press('Escape');
  for (const [one, content] of [
    [page, 'from here'],
    [tab, 'from the other tab'],
    [phone, 'from the phone'],
  ] as const) {
    await chatOn(one).say(content);
    await chatOn(one).sent(content).waitFor();
    expect(await one.getByRole('dialog').count()).toBe(0);
  }
  expect(pages.complaints()).toEqual([]);
});
