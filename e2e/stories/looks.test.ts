import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { until } from '../src/chat.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** Whether something of it was cut off for want of room. */
const isCut = (locator: Locator) =>
  locator.evaluate((one) =>
    [one, ...one.querySelectorAll('*')].some(
      (part) => getComputedStyle(part).overflowX === 'hidden' && part.scrollWidth > part.clientWidth,
    ),
  );

/** Whether the last letter of these words stands left of the first, as a reader sees them. */
const endsAtItsLeft = (locator: Locator, words: string) =>
  locator.evaluate((one, text) => {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(text) ?? -1;
      if (at < 0) continue;
      const letter = (from: number) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, from + 1);
        return range.getBoundingClientRect().left;
      };
      return letter(at + text.length - 1) < letter(at);
    }
    return false;
  }, words);

it('names everybody in whole beside what they have read', async () => {
  const [ada, friend] = [await makePerson('Ada'), await makePerson('Marguerite Bonnefoy')];
  const id = crypto.randomUUID();
  await ada.api('POST', '/conversations', { kind: 'group', id, title: 'Hall', userIds: [friend.id] });
  await tell(ada, id, 'Good morning');
  const { page } = await visit(pages, ada, id);
  const person = page.getByRole('listitem').filter({ hasText: 'Marguerite Bonnefoy' });
  await person.getByText('nothing read yet').waitFor();
  expect(await isCut(person)).toBe(false);
});

it('ends a sentence that is written from the right at its left, also after a name', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const id = crypto.randomUUID();
  const sentence = 'وصلت الشاحنة.';
  await ada.api('POST', '/conversations', { kind: 'group', id, title: 'Hall', userIds: [bob.id] });
  await tell(bob, id, sentence);
  await tell(ada, id, 'Thank you');
  await tell(bob, id, sentence);
  const { page, chat } = await visit(pages, ada, id);
  const line = chat.rail().getByRole('link', { name: 'Hall' });
  await line.getByText('Bob').waitFor();
  await until(() => endsAtItsLeft(line, sentence), 'in the list the full stop stands at the left');

  await page.getByRole('button', { name: 'Search messages' }).first().click();
  await page.getByRole('combobox', { name: 'What was said' }).fill('thank');
  await page.keyboard.press('Enter');
  const hit = page.locator('.search-hit').first();
  await hit.waitFor();
  await until(() => endsAtItsLeft(hit, sentence), 'beside a hit the full stop stands at the left');
});

it('keeps the field one looks for a place with where it is on a phone, whatever is found', async () => {
  const ada = await makePerson('Ada');
  for (const name of ['Bob', 'Cem', 'Dora', 'Eve']) await talk(ada, await makePerson(name), `Good morning, ${name}`);
  const { page, chat } = await visit(pages, ada, '', {
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  });
  await chat.rail().getByRole('link', { name: /Eve/ }).waitFor();
  await page.getByRole('button', { name: /^Go to/ }).click();
  const field = page.getByRole('combobox', { name: 'Conversation or person' });
  await page.getByRole('option', { name: /Dora/ }).waitFor();
  const top = async () => Math.round((await field.boundingBox())?.y ?? 0);
  const before = await top();
  await field.fill('dora');
  await page.getByRole('option', { name: /Bob/ }).waitFor({ state: 'detached' });
  expect(await top()).toBe(before);
});

it('leaves out what the rule of what is new has no room for, rather than cut it', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const id = await talk(ada, bob, 'one');
  await tell(ada, id, 'two');
  const { page, chat } = await visit(pages, ada, id, { viewport: { width: 390, height: 844 } });
  await chat.row('two').focus();
  await page.keyboard.press('u');
  await page.getByText('Marked as unread', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await chat.rail().getByRole('link', { name: /Bob/ }).click();
  const rule = page.locator('.is-fresh');
  await rule.getByText('Marked as unread').waitFor();
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    const { first, last, box } = await rule.evaluate((one) => {
      const since = [...one.querySelectorAll('span')].find(({ textContent }) => textContent?.startsWith('since'));
      const range = document.createRange();
      if (since) range.selectNodeContents(since);
      const { top, right } = range.getBoundingClientRect();
      const why = one.querySelector('button')?.getBoundingClientRect();
      return { first: right, last: why?.left ?? 0, box: top >= (why?.bottom ?? 0) };
    });
    expect(box || first <= last, `at ${width}`).toBe(true);
  }
});

it('keeps the second line of what is written on a phone clear of the edge', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { page, chat } = await visit(pages, ada, await talk(ada, bob, 'Good morning'), {
    viewport: { width: 390, height: 844 },
  });
  await chat.composer().fill('one line\nand another');
  const room = () =>
    page.locator('.ui-composer-box').evaluate((box) => {
      const text = box.querySelector('textarea');
      return box.getBoundingClientRect().bottom - (text?.getBoundingClientRect().bottom ?? 0);
    });
  await until(async () => (await room()) >= 10, 'the text keeps clear');
});

it('has room for letters twice as large: nothing is cut off below, lies over another thing, or is scrolled sideways', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  for (const width of [1440, 390]) {
    const { context, page, chat } = await visit(pages, ada, conversation, { viewport: { width, height: 900 } });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Page.enable');
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    await chat.row('Good morning').waitFor();
    const below = await page.locator('.ui-bar').evaluate((bar) => {
      const ends = [...bar.querySelectorAll('h1, p')].map((one) => one.getBoundingClientRect().bottom);
      return Math.max(...ends) - bar.getBoundingClientRect().bottom;
    });
    expect(below, `the head at ${width}`).toBeLessThanOrEqual(0);

    await page.goto('/');
    const rail = page.locator('.ui-rail-me');
    await rail.getByText(/^Connected/).waitFor();
    const right = await rail.evaluate(
      (me) =>
        Math.max(...[...me.querySelectorAll('span')].map((one) => one.getBoundingClientRect().right)) -
        me.getBoundingClientRect().right,
    );
    expect(right, `the connection at ${width}`).toBeLessThanOrEqual(0);

    await page.getByRole('button', { name: 'Settings' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Your name').waitFor();
    const sideways = await dialog.locator('.ui-dialog-body').evaluate((body) => body.scrollWidth - body.clientWidth);
    expect(sideways, `the settings at ${width}`).toBeLessThanOrEqual(0);
    const apart = await dialog.evaluate((one) => {
      const name = one.querySelector('.ui-field-box')?.getBoundingClientRect();
      const change = one.querySelector('.settings-profile > .ui-button')?.getBoundingClientRect();
      return name !== undefined && change !== undefined && (change.left >= name.right || change.top >= name.bottom);
    });
    expect(apart, `the name and its button at ${width}`).toBe(true);
  }
});
