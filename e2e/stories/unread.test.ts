import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

it('says why it counts three, leads there, and is marked and read alike on two devices', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const desk = await visit(pages, ada);
  const phone = await visit(pages, ada, '', { viewport: { width: 390, height: 844 } });
  for (const content of ['one', 'two', 'three']) await tell(bob, conversation, `number ${content}`);
  for (const { chat } of [desk, phone]) await chat.badge('3 unread').waitFor();

  // The number is asked; what it names is shown in its place.
  await desk.chat.badge('3 unread').click();
  const why = desk.page.getByRole('dialog', { name: 'Why 3?' });
  await why.getByRole('listitem').nth(2).waitFor();
  const counted = await why.getByRole('listitem').allInnerTexts();
  expect(counted.map((text) => /number (\w+)/.exec(text)?.[1])).toEqual(['one', 'two', 'three']);
  await why.getByRole('button', { name: /number two/ }).click();
  await desk.page.waitForURL(new RegExp(conversation));
  await desk.chat.row('number two').waitFor();
  await desk.page.getByText('3 new', { exact: true }).waitFor();
  await phone.chat.badge('unread').waitFor({ state: 'detached' });

  const row = desk.chat.row('number two');
  await row.hover();
  await row.getByRole('button', { name: 'More' }).click();
  await desk.page.getByRole('menuitem', { name: 'Mark as unread' }).click();
  const marked = performance.now();
  await phone.chat.badge('2 unread').waitFor();
  console.log(`The other device shows the mark after ${Math.round(performance.now() - marked)} ms`);
  await desk.chat.row('number three').focus();
  await desk.page.keyboard.press('u');
  await phone.chat.badge('1 unread').waitFor();

  await phone.chat.badge('1 unread').click();
  await phone.page.getByRole('dialog', { name: 'Why 1?' }).getByRole('button', { name: 'Mark all read' }).click();
  for (const { chat } of [phone, desk]) await chat.badge('unread').waitFor({ state: 'detached' });
  const { messages } = await ada.api<{ messages: unknown[] }>('GET', `/conversations/${conversation}/unread`);
  expect(messages).toEqual([]);
  expect(pages.complaints()).toEqual([]);
});

it('offers no way to an end that is in sight, also where rows are as tall as those that were seen before', async () => {
  const [ada, bob, cem] = [await makePerson('Ada'), await makePerson('Bob'), await makePerson('Cem')];
  const rooms = [await talk(ada, bob, 'Good morning'), await talk(ada, cem, 'Good morning')];
  for (const [nth, person] of [bob, cem].entries())
    for (const word of ['one', 'two', 'three']) await tell(person, rooms[nth] ?? '', `number ${word}`);
  const { page, chat } = await visit(pages, ada);
  for (const room of [...rooms, ...rooms]) {
    await page.locator(`[data-conversation="${room}"]`).click();
    await page.waitForURL(new RegExp(room));
    await chat.row('number three').waitFor();
    await page.getByRole('button', { name: /^Jump to the latest/ }).waitFor({ state: 'detached' });
  }
  expect(pages.complaints()).toEqual([]);
});
