import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';
import { makePerson, talk } from '../src/people.ts';

const pages = usePages();

it('goes on with draft and unsent words after the session ended and its owner signed in again', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Good morning').waitFor();

  await ada.api('DELETE', '/sessions/current');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await chat.say('and on it goes');
  await chat
    .row('and on it goes')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor();
  const read = await bob.api<{ messages: { content: string }[] }>('GET', `/conversations/${conversation}/messages`);
  expect(read.messages.map(({ content }) => content)).toContain('and on it goes');
});

it('shows the second person of a browser nothing of the first, and sends nothing of hers', async () => {
  const [ada, bob, eve] = [await makePerson('Ada'), await makePerson('Bob'), await makePerson('Eve')];
  const conversation = await talk(ada, bob, 'Between us');
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Between us').waitFor();
  await context.setOffline(true);
  await chat.say('not for Eve');
  await chat.row('not for Eve').waitFor();
  await page.close();

  await context.setOffline(false);
  await context.clearCookies();
  await eve.enter(context);
  const hers = await context.newPage();
  await hers.goto('/');
  await hers.getByText('Eve').first().waitFor();
  await hers.goto(`/c/${conversation}`);
  await hers
    .getByText(/no such|not found|not for you|no conversation/i)
    .first()
    .waitFor();
  expect(await hers.getByText(/Between us|not for Eve/).count()).toBe(0);
  const count = async () => {
    const { messages } = await bob.api<{ messages: { content: string }[] }>(
      'GET',
      `/conversations/${conversation}/messages`,
    );
    return messages.filter(({ content }) => content === 'not for Eve').length;
  };
  expect(await count()).toBe(0);

  // The first comes back: now it goes out.
  await context.clearCookies();
  await ada.enter(context);
  const back = chatOn(await context.newPage());
  await back.open(conversation);
  await back
    .row('not for Eve')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor();
  expect(await count()).toBe(1);
});
