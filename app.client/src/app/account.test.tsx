import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { anId, asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import type { OwnAccount } from '../chat-client/session/own-account.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const at = (hour: number, minute: number) => new Date(new Date().setHours(hour, minute, 0, 0)).toISOString();
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
  chat.sessions.push(
    { id: anId(), isThis: true, device: 'Firefox on Linux', createdAt: at(0, 5), seenAt: at(0, 9) },
    { id: anId(), isThis: false, device: 'Safari on iPhone', createdAt: at(0, 1), seenAt: at(0, 8) },
    { id: anId(), isThis: false, device: 'Edge on Windows', createdAt: at(0, 2), seenAt: at(0, 7) },
    { id: anId(), isThis: false, device: '', createdAt: at(0, 3), seenAt: at(0, 6) },
  );
});
afterEach(cleanup);

/** From the settings on; `account` does some of it otherwise. */
async function openFromSettings(button: string, title: string, account: Partial<OwnAccount> = {}) {
  const usual = await chat.client.account();
  const client = { ...chat.client, account: async () => ({ ...usual, ...account }) };
  const shown = showApp({ ...chat, client }, '/');
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return { ...shown, dialog: within(await screen.findByRole('dialog', { name: title })) };
}
const openSessions = (account: Partial<OwnAccount> = {}) =>
  openFromSettings('Where I am signed in', 'Where you are signed in', account);
const openPassword = (account: Partial<OwnAccount> = {}) =>
  openFromSettings('Change my password', 'Change your password', account);
const said = ({ world }: { world: ReturnType<typeof showApp>['world'] }) =>
  world.toasts.current().map(({ text }) => text);

it('shows where one is signed in, this one first, and signs another out', async () => {
  const shown = await openSessions();
  const { dialog } = shown;
  const rows = await dialog.findAllByRole('listitem');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Firefox on LinuxThis oneSigned in at 00:05',
    'Safari on iPhoneSigned in at 00:01, last seen at 00:08Sign out',
    'Edge on WindowsSigned in at 00:02, last seen at 00:07Sign out',
    'A device without a nameSigned in at 00:03, last seen at 00:06Sign out',
  ]);
  await userEvent.click(dialog.getByRole('button', { name: /^Sign out Safari on iPhone/ }));
  await waitFor(() => expect(dialog.getAllByRole('listitem')).toHaveLength(3));
  expect(dialog.queryByText('Safari on iPhone')).toBeNull();
  expect(said(shown)).toEqual(['Safari on iPhone is signed out.']);
  // Whoever goes through the list by keyboard stands beside what went.
  expect(document.activeElement).toBe(dialog.getByRole('button', { name: /^Sign out Edge on Windows/ }));
});

it('signs out everywhere else in one go, after which there is nothing left to sign out', async () => {
  const shown = await openSessions();
  const { dialog } = shown;
  await userEvent.click(await dialog.findByRole('button', { name: 'Sign out everywhere else' }));
  await waitFor(() => expect(dialog.getAllByRole('listitem')).toHaveLength(1));
  expect(chat.asked).toContain('endOtherSessions');
  expect(said(shown)).toEqual(['You are signed out in 3 other places.']);
  expect(dialog.queryByRole('button', { name: /^Sign out/ })).toBeNull();
  expect(dialog.getByText('You are signed in nowhere else.')).toBeTruthy();
});

it('says why it cannot be shown, and shows it when it can', async () => {
  let isCut = true;
  const { dialog } = await openSessions({
    async sessions() {
      if (isCut) throw new ApiError('NETWORK_FAILED', 'wire');
      return chat.sessions;
    },
  });
  expect(await dialog.findByRole('alert')).toHaveProperty('textContent', expect.stringMatching(/could not be reached/));
  isCut = false;
  await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  expect(await dialog.findAllByRole('listitem')).toHaveLength(4);
  expect(dialog.queryByRole('alert')).toBeNull();
});

it('keeps the list, and says so, where one could not be signed out', async () => {
  const { dialog } = await openSessions({
    endSession: () => Promise.reject(new ApiError('UNAVAILABLE', 'server')),
  });
  await userEvent.click(await dialog.findByRole('button', { name: /^Sign out Edge on Windows/ }));
  expect(await dialog.findByRole('alert')).toBeTruthy();
  expect(dialog.getAllByRole('listitem')).toHaveLength(4);
});

it('changes the password, in fields that a password manager knows', async () => {
  const shown = await openPassword();
  const { dialog } = shown;
  const [now, next] = [dialog.getByLabelText('Your password now'), dialog.getByLabelText('New password')];
  expect(document.activeElement).toBe(now);
  const form = now.closest('form');
  expect([...(form?.querySelectorAll('input') ?? [])].map((input) => [input.name, input.autocomplete])).toEqual([
    ['username', 'username'],
    ['password', 'current-password'],
    ['newPassword', 'new-password'],
  ]);
  await userEvent.click(now);
  await userEvent.paste('secret of mine');
  await userEvent.click(next);
  await userEvent.paste('a window with a view');
  await userEvent.keyboard('{Enter}');
  expect(chat.asked).toContain('changePassword secret of mine a window with a view');
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Change your password' })).toBeNull());
  expect(said(shown)).toEqual(['Your password is changed. You are signed out in 3 other places.']);
});

it('cuts no new password that is too long', async () => {
  const { dialog } = await openPassword();
  await userEvent.type(dialog.getByLabelText('Your password now'), 'secret of mine');
  await userEvent.click(dialog.getByLabelText('New password'));
  await userEvent.paste('a long one, '.repeat(11));
  await userEvent.click(dialog.getByRole('button', { name: 'Change the password' }));
  expect(dialog.getByLabelText('New password').getAttribute('aria-invalid')).toBe('true');
  expect(chat.asked.filter((asked) => asked.startsWith('changePassword'))).toEqual([]);
});

it('says of a new password what the server would, before it is asked', async () => {
  const { dialog } = await openPassword();
  const [now, next] = [dialog.getByLabelText('Your password now'), dialog.getByLabelText('New password')];
  await userEvent.type(now, 'secret of mine');
  await userEvent.type(next, 'short{Enter}');
  expect((await dialog.findByRole('alert')).textContent).toMatch(/^Use 8 to 128 characters/);
  expect(document.activeElement).toBe(next);
  await userEvent.clear(next);
  await userEvent.type(next, 'secret of mine{Enter}');
  expect((await dialog.findByRole('alert')).textContent).toBe('This is the one you have. Choose another.');
  expect(chat.asked.filter((text) => text.startsWith('changePassword'))).toEqual([]);
});

it.each([
  ['WRONG_PASSWORD', 'Your password now', /^This is not your password/],
  ['PASSWORD_GUESSABLE', 'New password', /^Anybody would guess this/],
] as const)('says of %s which of the two fields is wrong, and keeps what was typed', async (code, label, words) => {
  const { dialog } = await openPassword({ changePassword: () => Promise.reject(new ApiError(code, 'server')) });
  await userEvent.type(dialog.getByLabelText('Your password now'), 'secret of mine');
  await userEvent.type(dialog.getByLabelText('New password'), 'a window with a view{Enter}');
  expect((await dialog.findByRole('alert')).textContent).toMatch(words);
  const field = dialog.getByLabelText<HTMLInputElement>(label);
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(dialog.getByLabelText<HTMLInputElement>('Your password now').value).toBe('secret of mine');
});

it('says how long to wait where there were too many tries', async () => {
  const { dialog } = await openPassword({
    changePassword: () => Promise.reject(new ApiError('RATE_LIMITED', 'server', { retryAfterMs: 890_000 })),
  });
  await userEvent.type(dialog.getByLabelText('Your password now'), 'secret of mine');
  await userEvent.type(dialog.getByLabelText('New password'), 'a window with a view{Enter}');
  expect((await dialog.findByRole('alert')).textContent).toBe('Too many at once. Try again in 15 min.');
});
