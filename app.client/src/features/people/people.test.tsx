import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
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

it('puts whom the server finds below those it offered already: Enter takes the one that was in sight', async () => {
  const chat = createFakeChat(nora);
  chat.add({ people: [aUser('Bertil Holm')], messages: [{ content: 'hello' }] });
  let answer = () => {};
  chat.client.findPeople = () =>
    new Promise((resolve) => {
      answer = () => {
        const bea = aUser('Bea Adams');
        // As the client does: whom one has met is known from then on.
        chat.store.update((state) => ({ ...state, users: new Map(state.users).set(bea.id, bea) }));
        resolve([bea]);
      };
    });
  showApp(chat, '/');
  await userEvent.click((await screen.findAllByRole('button', { name: /new conversation/i }))[0] as HTMLElement);
  await userEvent.type(await screen.findByRole('combobox', { name: 'Who' }), 'be');
  const names = () => screen.getAllByRole('option').map(({ textContent }) => textContent);
  expect(names()).toEqual([expect.stringContaining('Bertil Holm')]);
  await vi.waitFor(() => {
    act(answer);
    expect(names()).toEqual([expect.stringContaining('Bertil Holm'), expect.stringContaining('Bea Adams')]);
  });
});

it('does not change places under the hand of somebody who is choosing one', async () => {
  const chat = createFakeChat(nora);
  for (const name of ['Cleo Park', 'Ben Ito', 'Ana Lopes'])
    chat.add({ people: [aUser(name)], messages: [{ content: 'hello' }] });
  showApp(chat, '/');
  await screen.findByRole('navigation');
  await userEvent.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox', { name: 'Conversation or person' });
  await userEvent.keyboard('{ArrowDown}');
  const chosen = screen.getByRole('option', { selected: true }).textContent ?? '';
  act(() => void chat.say(chat.store.get().order[2] ?? '', nora.id, 'news'));
  expect(screen.getByRole('option', { selected: true }).textContent).toBe(chosen);
  act(() => void chat.add({ people: [aUser('Dora Lind')], messages: [{ content: 'hello' }] }));
  expect(screen.getAllByRole('option').at(-1)?.textContent).toContain('Dora Lind');
});
