import { cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { layOut, showApp } from '../../app/testing/show-app.tsx';
import { createFakeChat } from '../../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';
import { ApiError } from '../../chat-client/failure.ts';

const nora = asMe(aUser('Nora Lindqvist'));

beforeAll(layOut);
afterEach(cleanup);

/** Somebody without any conversation; the server finds nobody, or cannot be asked. */
function show(isReached: boolean): void {
  const chat = createFakeChat(nora);
  const findPeople = async () => {
    if (!isReached) throw new ApiError('NETWORK_FAILED', 'wire');
    return [];
  };
  showApp({ ...chat, client: { ...chat.client, findPeople } }, '/');
}

it('says that nobody goes by a name only where the server was asked', async () => {
  show(true);
  await userEvent.click((await screen.findAllByRole('button', { name: /new conversation/i }))[0] as HTMLElement);
  await userEvent.type(await screen.findByPlaceholderText('Username'), 'wolfe');
  await screen.findByText('Nobody’s username begins with “wolfe”.');
  cleanup();
  show(false);
  await userEvent.click((await screen.findAllByRole('button', { name: /new conversation/i }))[0] as HTMLElement);
  await userEvent.type(await screen.findByPlaceholderText('Username'), 'wolfe');
  await screen.findByText('Nobody you know goes by “wolfe”.');
  expect(screen.queryByText(/username begins/)).toBeNull();
  expect(screen.getByText(/The server could not be reached/)).toBeTruthy();
});

it('says of the places to go what was asked, and nothing of an empty box', async () => {
  show(false);
  await screen.findByRole('navigation');
  await userEvent.keyboard('{Control>}k{/Control}');
  const box = await screen.findByRole('combobox', { name: 'Conversation or person' });
  expect(screen.getByText('There is no conversation yet. Two letters of a username find somebody.')).toBeTruthy();
  await userEvent.type(box, 'wolfe');
  await screen.findByText(/^No conversation here goes by “wolfe”. People were not asked for: The server could not/);
  expect(screen.queryByText(/^Nothing begins/)).toBeNull();
});

it('begins nothing on an Enter that only ends what an input method composes', async () => {
  const chat = createFakeChat(nora);
  chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  showApp(chat, '/');
  await userEvent.click((await screen.findAllByRole('button', { name: /new conversation/i }))[0] as HTMLElement);
  const box = await screen.findByRole('combobox', { name: 'Who' });
  fireEvent.keyDown(box, { key: 'Enter', isComposing: true });
  // Safari has ended it by then, and says so by the code alone.
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 });
  expect(chat.asked.filter((asked) => asked.startsWith('startDirect'))).toEqual([]);
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(chat.asked.filter((asked) => asked.startsWith('startDirect'))).toHaveLength(1);
});
