import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, talk } from '../src/people.ts';

const pages = usePages();
const words = ['first without a network', 'second without a network', 'third without a network'];

it('keeps what is written offline through a reload, and sends each once, in order', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Good morning').waitFor();

  await context.setOffline(true);
  for (const content of words) await chat.say(content);
  for (const content of words)
    await chat
      .row(content)
      .getByRole('button', { name: /waiting|sending|kept/i })
      .waitFor();
  await page
    .getByText(/offline/i)
    .first()
    .waitFor();

  // The tab goes while nothing could be sent; the disk keeps it.
  await page.close();
  await context.setOffline(false);
  const again = chatOn(await context.newPage());
  await again.open(conversation);
  for (const content of words)
    await again
      .row(content)
      .getByRole('button', { name: /^(Sent|Delivered)/ })
      .waitFor();

  const read = await bob.api<{ messages: { content: string }[] }>('GET', `/conversations/${conversation}/messages`);
  expect(read.messages.map(({ content }) => content).filter((content) => words.includes(content))).toEqual(words);
  for (const content of words) expect(await again.row(content).count()).toBe(1);
});

it('shows the sent message in the very element that said it was sending', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Good morning').waitFor();
  await context.setOffline(true);
  await chat.say('the same element');
  const element = await chat.row('the same element').elementHandle();
  await context.setOffline(false);
  await chat
    .row('the same element')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor();
  expect(await element?.evaluate((node) => node.isConnected && node.textContent?.includes('the same element'))).toBe(
    true,
  );
  expect(await chat.row('the same element').count()).toBe(1);
});

it('keeps the words of a message that was refused, and says why', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const id = crypto.randomUUID();
  await bob.api('POST', '/conversations', { kind: 'group', id, title: 'Short stay', userIds: [ada.id] });
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(id);
  await chat.composer().waitFor();
  await context.setOffline(true);
  await chat.say('too late for this one');
  await bob.api('DELETE', `/conversations/${id}/participants/${ada.id}`);
  await context.setOffline(false);
  await until(
    async () => (await page.getByText('too late for this one').count()) > 0,
    'its words are still to be seen',
  );
  await page
    .getByText(/not sent/i)
    .first()
    .waitFor();
  const read = await bob.api<{ messages: { content: string }[] }>('GET', `/conversations/${id}/messages`);
  expect(read.messages.map(({ content }) => content)).not.toContain('too late for this one');
});
