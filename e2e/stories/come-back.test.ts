import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn } from '../src/chat.ts';
import { saved } from '../src/disk.ts';
import { makePerson, type Person, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** More than comes with one page. */
const MANY = 60;

const tellMany = async (person: Person, conversation: string, words: string, many = MANY) => {
  for (let nth = 1; nth <= many; nth++) await tell(person, conversation, `${words} ${nth}.`);
};

/** Ada has read what Bob had said to its end, on a device that she closed then. */
async function away(said: (bob: Person, conversation: string) => Promise<unknown>) {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  await said(bob, conversation);
  await tell(bob, conversation, 'the last word');
  type Page = { epoch: string; messages: { seq: number }[] };
  const { epoch, messages } = await ada.api<Page>('GET', `/conversations/${conversation}/messages`);
  const readSeq = messages.at(-1)?.seq;
  await ada.api('PUT', `/conversations/${conversation}/receipt`, { epoch, deliveredSeq: readSeq, readSeq });
  const { context, page, chat } = await visit(pages, ada, conversation);
  await chat.row('the last word').waitFor();
  await saved(page, Math.min(messages.length, 50));
  await page.close();
  return { ada, bob, conversation, comesBack: async () => chatOn(await context.newPage()) };
}

it('follows links to messages that its device does not have, in a page that is opened anew', async () => {
  const { conversation, comesBack } = await away((bob, where) => tellMany(bob, where, 'before', 120));
  const { page, row } = await comesBack();
  // The second lies between two stretches that are on the disk by then.
  for (const [seq, words] of [
    [12, 'before 10.'],
    [56, 'before 54.'],
  ] as const) {
    await page.goto(`/c/${conversation}/m/${seq}`);
    await row(words).waitFor();
    expect(await page.getByText(/could not be fetched|There is no message/).count()).toBe(0);
    await saved(page, 52);
  }
  expect(pages.complaints()).toEqual([]);
});

it.each(['address', 'list'])(
  'begins with the first that was said while its reader was away, opened by its %s',
  async (way) => {
    const { ada, bob, conversation, comesBack } = await away(async () => {});
    await tellMany(bob, conversation, 'while away');
    const { page, row } = await comesBack();
    if (way === 'address') await page.goto(`/c/${conversation}`);
    else {
      await page.goto('/');
      await page.locator(`[data-conversation="${conversation}"]`).click();
    }
    await page.getByText(`${MANY} new`, { exact: true }).waitFor();
    await row('while away 1.').waitFor();
    expect(await row('while away 1.').evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(400);
    const unread = await ada.api('GET', `/conversations/${conversation}/unread`);
    expect(JSON.stringify(unread)).toContain(`while away ${MANY}.`);
    expect(pages.complaints()).toEqual([]);
  },
);
