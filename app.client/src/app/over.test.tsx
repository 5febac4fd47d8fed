import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
});
afterEach(cleanup);

/** A group of mine. */
function group(title: string): string {
  const id = chat.add({
    people: [aUser('Tom Okafor'), aUser('Eve Holt')],
    title,
    messages: [{ content: `What is said in ${title}` }],
  });
  chat.change(id, (now) => ({ ...now, summary: { ...now.summary, me: { ...now.summary.me, role: 'owner' } } }));
  return id;
}
const list = () => within(screen.getByRole('navigation', { name: 'Conversations' }));

it('takes what lies over a conversation along when Back leads to another: its rule would be set there', async () => {
  const harbour = group('Harbour');
  group('Pier 4');
  const { back } = showApp(chat, `/c/${harbour}`);
  await userEvent.click(list().getByText('Pier 4'));
  await screen.findByRole('region', { name: 'Messages of Pier 4' });
  await userEvent.click(await screen.findByRole('button', { name: 'How long messages are kept' }));
  await screen.findByRole('dialog', { name: 'How long messages are kept' });
  act(back);
  expect(await screen.findByRole('region', { name: 'Messages of Harbour' })).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('does not come back over the next conversation, when Back led to the list', async () => {
  group('Harbour');
  group('Pier 4');
  const { back } = showApp(chat, '/');
  await userEvent.click(list().getByText('Pier 4'));
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
  await screen.findByRole('dialog', { name: 'Export' });
  act(back);
  await userEvent.click(list().getByText('Harbour'));
  expect(await screen.findByRole('region', { name: 'Messages of Harbour' })).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});
