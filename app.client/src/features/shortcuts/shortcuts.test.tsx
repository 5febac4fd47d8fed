import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
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

it('sends by Ctrl+Enter, and breaks a line by Enter, where somebody likes it so', async () => {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const id = chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  showApp(chat, `/c/${id}`);
  await userEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  const choice = within(await screen.findByRole('group', { name: 'What sends a message' }));
  await userEvent.click(choice.getByRole('radio', { name: 'Ctrl + Enter' }));
  await userEvent.keyboard('{Escape}');
  const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Write to Ana Lopes' });
  await userEvent.type(text, 'first{Enter}second');
  expect(text.value).toBe('first\nsecond');
  expect(chat.asked.filter((asked) => asked.startsWith('send'))).toEqual([]);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(text.value).toBe(''));
  expect(screen.getByRole('article', { name: /: first\s+second$/ })).toBeTruthy();
  await userEvent.keyboard('{Control>}/{/Control}');
  const sheet = within(await screen.findByRole('dialog', { name: 'Keys' }));
  const keysOf = (does: RegExp) => sheet.getByText(does).nextElementSibling?.textContent;
  expect([keysOf(/^Send/), keysOf(/^A new line/)]).toEqual(['CtrlEnter', 'Enter']);
});
