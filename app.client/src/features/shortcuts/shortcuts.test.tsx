import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { layOut, showApp } from '../../app/testing/show-app.tsx';
import { createFakeChat } from '../../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';

beforeAll(layOut);
afterEach(cleanup);

it('knows its keys by their place where the keyboard writes no Latin letters', async () => {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const id = chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  showApp(chat, `/c/${id}`);
  const text = await screen.findByRole('textbox', { name: 'Write to Ana Lopes' });
  fireEvent.keyDown(text, { key: 'л', code: 'KeyK', ctrlKey: true });
  await screen.findByRole('dialog', { name: 'Go to' });
  await userEvent.keyboard('{Escape}');
  fireEvent.keyDown(text, { key: 'А', code: 'KeyF', ctrlKey: true, shiftKey: true });
  await screen.findByRole('dialog', { name: 'Search' });
  await userEvent.keyboard('{Escape}');
  // A Latin keyboard of another order means what it writes.
  fireEvent.keyDown(text, { key: 't', code: 'KeyK', ctrlKey: true });
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.keyDown(text, { key: 'k', code: 'KeyV', ctrlKey: true });
  await screen.findByRole('dialog', { name: 'Go to' });
});

it('leaves keys that are a sign alone to whoever turns them off, and does the rest as before', async () => {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  showApp(chat, '/');
  await userEvent.keyboard('/');
  await screen.findByRole('dialog', { name: 'Search' });
  await userEvent.keyboard('{Escape}');
  await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
  const keys = within(await screen.findByRole('group', { name: 'The keys / and ?' }));
  await userEvent.click(keys.getByRole('radio', { name: 'Off' }));
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('/?');
  expect(screen.queryByRole('dialog')).toBeNull();
  await userEvent.keyboard('{Control>}/{/Control}');
  await screen.findByRole('dialog', { name: 'Keys' });
});
