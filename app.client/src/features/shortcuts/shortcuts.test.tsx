import { cleanup, fireEvent, screen } from '@testing-library/react';
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
