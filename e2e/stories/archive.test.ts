import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

it('leaves the list on both of my devices when I archive it, and the next message brings it back', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const phone = await visit(pages, ada, '', { viewport: { width: 390, height: 844 } });
  const desk = await visit(pages, ada, conversation);
  const line = (page: typeof desk.page) => page.locator(`[data-conversation="${conversation}"]`);
  for (const { page } of [phone, desk]) await line(page).waitFor();

  await desk.page.getByRole('button', { name: 'Archive for me' }).click();
  for (const { page } of [desk, phone]) await line(page).waitFor({ state: 'detached' });
  await phone.page.getByRole('button', { name: 'Archived' }).click();
  await line(phone.page).waitFor();
  await phone.page.getByRole('button', { name: 'All conversations' }).click();
  await line(phone.page).waitFor({ state: 'detached' });

  await tell(bob, conversation, 'Are you there?');
  for (const { page } of [phone, desk]) await line(page).waitFor();
  await phone.page.getByRole('button', { name: 'Archived' }).waitFor({ state: 'detached' });
  expect(pages.complaints()).toEqual([]);
});
