import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { until } from '../src/chat.ts';
import { makePerson, type Person, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();
/** A group in which four others have said more than a page, in turns: the limit is twenty at once for each. */
async function chatter(reader: Person, title: string): Promise<{ id: string; one: Person }> {
  const others = await Promise.all(['Bob', 'Cid', 'Dan', 'Eva'].map((name) => makePerson(name)));
  const id = crypto.randomUUID();
  const userIds = others.map((other) => other.id);
  await reader.api('POST', '/conversations', { kind: 'group', id, title, userIds });
  for (let nth = 0; nth < 15; nth += 1)
    for (const other of others) await tell(other, id, `${title} ${nth} ${'and more words '.repeat(6)}`);
  return { id, one: others[0] as Person };
}

/** What the page asks the API for from now on. */
function listenTo(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(`${request.method()} ${pathname}`);
  });
  return asked;
}

it('opens a conversation with one request at most, comes back without any, and hears and reads over the socket', async () => {
  const ada = await makePerson('Ada');
  const [crane, barge] = [await chatter(ada, 'crane'), await chatter(ada, 'barge')];
  const { page, chat } = await visit(pages, ada);
  await page.waitForFunction(() => document.querySelectorAll('[data-conversation]').length === 2);
  await page.waitForLoadState('networkidle');

  const asked = listenTo(page);
  const go = (id: string) => page.locator(`[data-conversation="${id}"]`).click();
  const readByAda = async () => {
    const { participants } = await crane.one.api<{ participants: { user: { id: string }; readSeq: number }[] }>(
      'GET',
      `/conversations/${crane.id}`,
    );
    return participants.find(({ user }) => user.id === ada.id)?.readSeq ?? 0;
  };
  // What is unread begins in the middle of the record: where one begins to read is a page of its own, once.
  await go(crane.id);
  await chat.row('crane 0').first().waitFor();
  await page.getByRole('button', { name: /latest/i }).click();
  await chat.row('crane 14').last().waitFor();
  await until(async () => (await readByAda()) > 60, 'they are told that it was read');
  asked.length = 0;

  await go(barge.id);
  await chat.row('barge 0').first().waitFor();
  expect(asked.filter((one) => !one.endsWith('/messages'))).toEqual([]);
  expect(asked.length).toBeLessThanOrEqual(1);
  asked.length = 0;
  await go(crane.id);
  await chat.row('crane 14').last().waitFor();
  await tell(crane.one, crane.id, 'since you ask');
  await chat.row('since you ask').waitFor();
  await until(async () => (await readByAda()) > 61, 'they are told of this, too');
  expect(asked).toEqual([]);
}, 120_000);
