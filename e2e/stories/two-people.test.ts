import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';

const pages = usePages();

async function register(page: Page, name: string, username: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Make an account' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('E-mail').fill(`${username}@people.example`);
  await page.getByLabel('Password', { exact: true }).fill('nobody guesses this one');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'New conversation' }).first().waitFor();
}

it('two people register, find each other, and chat in two browsers', async () => {
  const tag = Math.random().toString(36).slice(2, 8);
  const ada = await pages.open();
  const bob = await pages.open({ viewport: { width: 390, height: 844 } });
  await register(ada.page, 'Ada Lovelace', `ada-${tag}`);
  await register(bob.page, 'Bob Kahn', `bob-${tag}`);

  await ada.page.getByRole('button', { name: 'New conversation' }).first().click();
  await ada.page.getByLabel('Who').fill(`bob-${tag}`);
  await ada.page.getByRole('option', { name: /Bob Kahn/ }).click();
  const a = chatOn(ada.page);
  await a.say('Can you see this?\nhttps://example.org/pier');
  await a
    .row('Can you see this?')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor();

  // Bob's list shows it without a reload; he opens it and answers.
  await bob.page.getByRole('link', { name: /Ada Lovelace.*Can you see this/ }).click();
  const b = chatOn(bob.page);
  await b.row('Can you see this?').waitFor();
  await a.row('Can you see this?').getByRole('button', { name: /^Read/ }).waitFor();
  const link = b.page.getByRole('link', { name: 'https://example.org/pier' });
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');

  await b.composer().pressSequentially('As clear as', { delay: 20 });
  await ada.page
    .getByText(/Bob is writing/)
    .first()
    .waitFor();
  await b.composer().press('Shift+Enter');
  await b.composer().pressSequentially('day');
  await b.composer().press('Enter');
  await a.row('As clear as\nday').waitFor();
  expect(await b.composer().inputValue()).toBe('');
  expect(pages.complaints()).toEqual([]);
});
