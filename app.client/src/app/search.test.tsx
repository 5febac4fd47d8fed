import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
let chat: FakeChat;
let id: string;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
  id = chat.add({
    people: [ana],
    messages: ['the ferry leaves', 'a pilot'].map((content) => ({ content, senderId: ana.id })),
  });
  showApp(chat, `/c/${id}`);
});
afterEach(cleanup);

const box = () => screen.findByRole('combobox', { name: 'What was said' });
const become = (phase: 'offline' | 'live') =>
  act(() => chat.store.update((state) => ({ ...state, connection: { ...state.connection, phase } })));

it('finds by a key what was said, marks it, and leads to its place', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  (document.activeElement as HTMLElement | null)?.blur();
  await userEvent.keyboard('/');
  await userEvent.type(await box(), 'ferry{Enter}');
  const dialog = within(screen.getByRole('dialog', { name: 'Search' }));
  expect((await dialog.findByText('ferry')).tagName).toBe('MARK');
  await userEvent.click(dialog.getByText('ferry'));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('begins in the open conversation by its name, and says what is wrong before it asks', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  await userEvent.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
  const text = await box();
  expect((text as HTMLInputElement).value).toBe('');
  await userEvent.type(text, 'ferry{Enter}');
  await vi.waitFor(() => expect(chat.asked).toContain(`search in:${id} ferry`), 10_000);
  await userEvent.click(screen.getByRole('button', { name: 'Remove in Ana Lopes' }));
  await userEvent.clear(text);
  await userEvent.type(text, 'has:tail{Enter}');
  expect(await screen.findByText('This is not known: has:tail')).toBeTruthy();
  expect(chat.asked.filter((asked) => asked.includes('has:tail'))).toEqual([]);
});

it('completes people and conversations, and makes chips of filters', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  await userEvent.click(screen.getByRole('button', { name: 'Search messages' }));
  const text = await box();
  await userEvent.type(text, 'ferry from:lop');
  expect(await screen.findByRole('option', { name: /Ana Lopes/ })).toBeTruthy();
  await userEvent.keyboard('{Enter}-in:lop');
  await screen.findByRole('option', { name: /Ana Lopes/ });
  await userEvent.keyboard('{Enter}is:edited {Enter}');
  await vi.waitFor(() => expect(chat.asked).toContain(`search from:${ana.username} -in:${id} is:edited ferry`), 10_000);
  expect(screen.getByRole('button', { name: 'Remove from Ana Lopes' })).toBeTruthy();
  await userEvent.keyboard('{Backspace>6/}');
  expect(screen.queryByRole('button', { name: 'Remove is edited' })).toBeTruthy();
  await userEvent.keyboard('{Backspace}');
  expect(screen.queryByRole('button', { name: 'Remove is edited' })).toBeNull();
});

it('says that nothing was found', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  await userEvent.click(screen.getByRole('button', { name: 'Search messages' }));
  await userEvent.type(await box(), 'whale{Enter}');
  expect(await screen.findByText('Nothing found')).toBeTruthy();
});

it('answers from this device while it is typed without a connection, says what it looked at, and asks the server when it is back', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  become('offline');
  await userEvent.click(screen.getByRole('button', { name: 'Search messages' }));
  await userEvent.type(await box(), 'ferry');
  expect((await screen.findByText('ferry', { selector: 'mark' })).tagName).toBe('MARK');
  expect(screen.getByText('Searched 2 of 2 messages, all on this device.')).toBeTruthy();
  expect(chat.asked.filter((asked) => asked.startsWith('search'))).toEqual([]);
  await userEvent.clear(await box());
  await userEvent.type(await box(), 'whale');
  expect(await screen.findByText('Nothing found on this device')).toBeTruthy();
  become('live');
  expect(await screen.findByText('Nothing found')).toBeTruthy();
  expect(chat.asked).toContain('search whale');
});

it('asks the server by itself for a filter that is whole, and leaves no answer under another text', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  await userEvent.click(screen.getByRole('button', { name: 'Search messages' }));
  const text = await box();
  await userEvent.type(text, 'whale');
  await screen.findByText('Nothing found');
  await userEvent.type(text, ' has:');
  await vi.waitFor(() => expect(screen.queryByText('Nothing found')).toBeNull());
  await userEvent.type(text, 'link');
  await vi.waitFor(() => expect(chat.asked).toContain('search whale has:link'), 10_000);
  await userEvent.clear(text);
  await userEvent.type(text, 'whale before:2020-01-01');
  await vi.waitFor(() => expect(chat.asked).toContain('search whale before:2020-01-01'), 10_000);
  expect(await screen.findByText('Nothing found')).toBeTruthy();
});

it('says that Enter searches while a name may still be typed, and asks then', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  await userEvent.click(screen.getByRole('button', { name: 'Search messages' }));
  const text = await box();
  await userEvent.type(text, 'whale from:nobody');
  expect((await screen.findByText('Enter', { selector: '.search-waits kbd' })).parentElement?.textContent).toBe(
    'Enter searches',
  );
  expect(screen.queryByText(/^Nothing found/)).toBeNull();
  await userEvent.type(text, '{Enter}');
  expect(await screen.findByText('Nothing found')).toBeTruthy();
  expect(screen.queryByText('Enter', { selector: '.search-waits kbd' })).toBeNull();
  expect(chat.asked).toContain('search whale from:nobody');
});

it('leads back to the box from a hit that the next answer does not have', async () => {
  await screen.findByRole('region', { name: /^Messages of/ });
  become('offline');
  await userEvent.click(screen.getByRole('button', { name: 'Search messages' }));
  await userEvent.type(await box(), 'ferry');
  const found = await screen.findByText('ferry', { selector: 'mark' });
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement?.contains(found)).toBe(true);
  chat.records.delete(id);
  become('live');
  expect(await screen.findByText('Nothing found')).toBeTruthy();
  expect(document.activeElement).toBe(await box());
});
