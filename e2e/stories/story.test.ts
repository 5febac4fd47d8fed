import { expect, it } from 'vitest';
import { closeSockets, refuseSends } from '../src/break.ts';
import { usePages } from '../src/browser.ts';
import { makePerson, talk } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();
const content = 'third time lucky';

it('still tells after a reload how often a message was tried, and why', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page, chat } = await visit(pages, ada, '', { serviceWorkers: 'block' });
  // By HTTP alone, and the first two tries meet a service that is not there.
  await closeSockets(context);
  await refuseSends(context, 2);
  await chat.open(conversation);
  await chat.row('Good morning').waitFor();
  await chat.say(content);
  await chat.sent(content).waitFor();

  await page.reload();
  await chat.sent(content).click();
  const story = page.getByRole('dialog', { name: 'The story of this message' });
  await story.getByText('Tried twice').waitFor();
  expect(await story.getByText('The service was not available.').count()).toBe(2);
  await story.getByText('Accepted as number 3').waitFor();
  const { messages } = await bob.api<{ messages: { content: string }[] }>(
    'GET',
    `/conversations/${conversation}/messages`,
  );
  expect(messages.filter((one) => one.content === content)).toHaveLength(1);
});
