import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
const ben = aUser('Ben Ito');
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
});
afterEach(cleanup);

const messages = ['one', 'two', 'three'].map((content) => ({ content, senderId: ana.id }));
const line = async () => within(await screen.findByRole('region', { name: /^Messages of/ }));
const rail = () => within(screen.getByRole('navigation', { name: 'Conversations' }));
const rowOf = async (text: string) => {
  const row = (await (await line()).findByText(text)).closest<HTMLElement>('[data-row]');
  if (!row) throw new Error(`no row says ${text}`);
  return row;
};
const readAll = (count = 3) => vi.waitFor(() => expect(chat.asked).toContain(`markRead ${count}`), { timeout: 3_000 });

it('marks as unread from a message on: the rule stands there, the list counts, and this visit leaves it so', async () => {
  const id = chat.add({ people: [ana], messages });
  showApp(chat, `/c/${id}`);
  await readAll();
  await userEvent.hover(await rowOf('two'));
  await userEvent.click(within(await rowOf('two')).getByRole('button', { name: 'More' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Mark as unread' }));
  expect(chat.asked).toContain('markUnread 2');
  const rule = await screen.findByText('2 new');
  expect(rule.compareDocumentPosition(await rowOf('two')) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(rail().getByText('2 unread')).toBeTruthy();
  act(() => void chat.say(id, ana.id, 'four'));
  await readAll(4);
  expect(chat.asked).not.toContain('markUnread null');
});

it('takes the mark away when somebody comes back and is at the newest', async () => {
  const id = chat.add({ people: [ana], messages });
  act(() => chat.markUnread(id, 2));
  showApp(chat, `/c/${id}`);
  expect(await screen.findByText('2 new')).toBeTruthy();
  await vi.waitFor(() => expect(chat.asked).toContain('markUnread null'), { timeout: 3_000 });
  expect(await screen.findByText('2 new')).toBeTruthy();
});

it('leaves the mark where somebody who comes back sets it anew in the same place', async () => {
  const id = chat.add({ people: [ana], messages });
  act(() => chat.markUnread(id, 2));
  showApp(chat, `/c/${id}`);
  expect(await screen.findByText('2 new')).toBeTruthy();
  (await rowOf('two')).focus();
  await userEvent.keyboard('u');
  await readAll();
  expect(chat.asked).toContain('markUnread 2');
  expect(chat.asked).not.toContain('markUnread null');
});

it('shows the mark that another device has set, also on words of mine that nobody counts', async () => {
  const id = chat.add({ people: [ana], messages: [...messages, { content: 'mine', senderId: nora.id }] });
  showApp(chat, `/c/${id}`);
  await readAll(4);
  act(() => chat.markUnread(id, 4));
  expect(await screen.findByText('Marked as unread')).toBeTruthy();
  expect(rail().getByText('marked as unread')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Mark read' }));
  expect(chat.asked).toContain('markUnread null');
  expect(screen.queryByText('Marked as unread')).toBeNull();
});

it('is done from a row by a key', async () => {
  const id = chat.add({ people: [ana], messages });
  showApp(chat, `/c/${id}`);
  act(() => document.querySelector<HTMLElement>('[data-row]')?.focus());
  (await rowOf('three')).focus();
  await userEvent.keyboard('u');
  expect(chat.asked).toContain('markUnread 3');
});

it('says why a number stands on a conversation: which messages, where one had read to, and leads to each', async () => {
  const open = chat.add({ people: [ben], messages: [{ content: 'hello' }] });
  const id = chat.add({ people: [ana], messages, readSeq: 2 });
  act(() => chat.markUnread(id, 2));
  showApp(chat, `/c/${open}`);
  await userEvent.click(rail().getByText('2 unread'));
  const why = within(await screen.findByRole('dialog', { name: 'Why 2?' }));
  expect(why.getByText(/You had read up to number 2, and marked it as unread from number 2 on\./)).toBeTruthy();
  expect(why.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/two.*Number 2, you marked it/),
    expect.stringMatching(/three.*Number 3, after what you have read/),
  ]);
  await userEvent.click(why.getByRole('button', { name: /three/ }));
  expect(await (await line()).findByText('three')).toBeTruthy();
});

it('marks all as read from there', async () => {
  const open = chat.add({ people: [ben], messages: [{ content: 'hello' }] });
  const id = chat.add({ people: [ana], messages, readSeq: 1 });
  showApp(chat, `/c/${open}`);
  document.querySelector<HTMLElement>(`[data-conversation="${id}"]`)?.focus();
  await userEvent.keyboard('w');
  const why = within(await screen.findByRole('dialog', { name: 'Why 2?' }));
  await userEvent.click(await why.findByRole('button', { name: 'Mark all read' }));
  expect(chat.asked).toContain('markRead 3');
  expect(rail().queryByText('2 unread')).toBeNull();
});

it('says at the rule that all of it was read meanwhile', async () => {
  const id = chat.add({ people: [ana], messages, readSeq: 1 });
  showApp(chat, `/c/${id}`);
  await readAll();
  await userEvent.click(await screen.findByRole('button', { name: 'Why 2?' }));
  const why = within(await screen.findByRole('dialog', { name: 'Nothing is unread any more' }));
  expect(why.getByText(/You have read up to number 3, and nothing after it counts\./)).toBeTruthy();
  expect(why.getByRole('button', { name: 'Mark all read' }).hasAttribute('disabled')).toBe(true);
});
