import { describe, expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';
import { makePerson, type Person, talk } from '../src/people.ts';

const pages = usePages();

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function busyPair(): Promise<[Person, string]> {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  return [ada, await talk(ada, bob, 'Good morning', 'مرحبا', 'https://example.org', 'Three\nlines\nhere')];
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it.each(sizes)('axe finds nothing at $width', async (viewport) => {
    const [ada, conversation] = await busyPair();
    const { context, page } = await pages.open({ viewport, colorScheme, reducedMotion: 'reduce' });
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await findings(page), 'sign in').toEqual([]);
    await ada.enter(context);
    const chat = chatOn(page);
    await page.goto('/');
    await page.getByRole('link', { name: /Bob/ }).waitFor();
    expect(await findings(page), 'list').toEqual([]);
    await chat.open(conversation);
    await chat.row('Three').waitFor();
    expect(await findings(page), 'conversation').toEqual([]);
    await page.goto('/');
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page), 'new conversation').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page), 'settings').toEqual([]);
    await page.getByRole('button', { name: 'Where I am signed in' }).click();
    await page.getByRole('listitem').filter({ hasText: 'This one' }).waitFor();
    expect(await findings(page), 'where one is signed in').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Change my password' }).click();
    await page.getByLabel('New password').waitFor();
    expect(await findings(page), 'another password').toEqual([]);
    expect(pages.complaints()).toEqual([]);
  });
});

it('fits into 320 pixels without sideways scrolling', async () => {
  const [ada, conversation] = await busyPair();
  const { context, page } = await pages.open({ viewport: { width: 320, height: 640 } });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Three').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

it('shows all of a dialog at four hundred percent, where a window is 320 by 256 pixels', async () => {
  const [ada, conversation] = await busyPair();
  const { context, page } = await pages.open({ viewport: { width: 320, height: 256 } });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await page.getByRole('button', { name: /You have every number/ }).click();
  const doctor = page.getByRole('dialog');
  const parts = ['This device', 'Announcer', 'Check again'];
  for (const part of parts) {
    const words = doctor.getByText(part, { exact: true }).first();
    await words.scrollIntoViewIfNeeded();
    const seen = await words.evaluate((one) => {
      const { top, bottom, left } = one.getBoundingClientRect();
      const at = document.elementFromPoint(left + 4, (top + bottom) / 2);
      return top >= 0 && bottom <= window.innerHeight && (one.contains(at) || at?.contains(one) === true);
    });
    expect(seen, part).toBe(true);
  }
  // Not through a slit: what is said has more of the window than what can be done.
  const room = await doctor.evaluate((one) => {
    const body = one.querySelector('.ui-dialog-body');
    return (body?.clientHeight ?? 0) >= (body?.scrollHeight ?? 0);
  });
  expect(room).toBe(true);
});

it('keeps the search within a narrow window, however long the name of somebody it offers', async () => {
  const ada = await makePerson('Ada');
  const max = await makePerson('Max');
  const displayName = 'Maximilian-Alexander Wolfeschlegelsteinhausenbergerdorff III';
  await max.api('PATCH', '/me', { displayName });
  await talk(ada, max, 'Hello');
  const { context, page } = await pages.open({ viewport: { width: 390, height: 844 } });
  await ada.enter(context);
  await page.goto('/');
  await page.getByRole('button', { name: 'Search messages' }).click();
  const box = page.getByRole('combobox', { name: 'What was said' });
  await box.pressSequentially('from:');
  await page.getByRole('option', { name: /^Maximilian/ }).waitFor();
  const { x = 0, width = 0 } = (await box.boundingBox()) ?? {};
  expect(x + width).toBeLessThan(390);
});
