import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeChat, type FakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');
let chat: FakeChat;

beforeAll(layOut);
beforeEach(() => {
  chat = createFakeChat(nora);
});
afterEach(cleanup);

const session = (now: 'signedOut' | 'expired') => chat.store.update((state) => ({ ...state, session: now }));

describe('a session', () => {
  it('asks to sign in, names what waits, and goes on to where one wanted to go', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    await chat.client.send({ id: chat.client.newId(), conversationId: id, content: 'later' });
    session('signedOut');
    showApp(chat, `/c/${id}`);
    expect(await screen.findByText(/1 message waits in the outbox/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Username'), 'Nora');
    await userEvent.type(screen.getByLabelText('Password'), 'secret of mine{Enter}');
    expect(chat.asked).toContain('signIn nora');
    expect(await screen.findByRole('region', { name: 'Messages of Ana Lopes' })).toBeTruthy();
  });

  it('says what is wrong with a registration before the server is asked', async () => {
    session('signedOut');
    showApp(chat, '/register');
    await userEvent.type(await screen.findByLabelText('Username'), 'no spaces');
    await userEvent.click(screen.getByRole('button', { name: 'Make the account' }));
    expect(screen.getByLabelText('Username').getAttribute('aria-invalid')).toBe('true');
    expect(chat.asked).not.toContain('register no spaces');
  });

  it('cuts no password that is too long: nobody would get in again with the one he chose', async () => {
    session('signedOut');
    showApp(chat, '/register');
    await userEvent.click(await screen.findByLabelText('Password'));
    await userEvent.paste('a long one, '.repeat(11));
    await userEvent.type(screen.getByLabelText('Username'), 'nora');
    await userEvent.type(screen.getByLabelText('Your name'), 'Nora Lindqvist');
    await userEvent.type(screen.getByLabelText('E-mail'), 'nora@people.example');
    await userEvent.click(screen.getByRole('button', { name: 'Make the account' }));
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
    expect(chat.asked).not.toContain('register nora');
  });

  it('puts the focus into the first field that is wrong, also where only the server knows', async () => {
    session('signedOut');
    const register = async () => {
      throw new ApiError('USERNAME_TAKEN', 'server');
    };
    showApp({ ...chat, client: { ...chat.client, register } }, '/register');
    const make = await screen.findByRole('button', { name: 'Make the account' });
    await userEvent.type(screen.getByLabelText('Username'), 'nora');
    await userEvent.type(screen.getByLabelText('Password'), 'secret of mine');
    await userEvent.click(make);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Your name')));
    await userEvent.type(screen.getByLabelText('Your name'), 'Nora Lindqvist');
    await userEvent.type(screen.getByLabelText('E-mail'), 'nora@people.example');
    await userEvent.click(make);
    await waitFor(() => expect(screen.getByLabelText('Username').getAttribute('aria-invalid')).toBe('true'));
    expect(document.activeElement).toBe(screen.getByLabelText('Username'));
  });

  it('marks no field as wrong where the server was not reached, and says so all the same', async () => {
    session('signedOut');
    const away = async () => {
      throw new ApiError('NETWORK_FAILED', 'wire');
    };
    showApp({ ...chat, client: { ...chat.client, signIn: away, register: away } }, '/sign-in');
    await userEvent.type(await screen.findByLabelText('Username'), 'nora');
    await userEvent.type(screen.getByLabelText('Password'), 'secret of mine{Enter}');
    await screen.findByText(/could not be reached/);
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBeNull();
    await userEvent.click(screen.getByRole('link', { name: 'Make an account' }));
    await userEvent.type(await screen.findByLabelText('Your name'), 'Nora Lindqvist');
    await userEvent.type(screen.getByLabelText('Username'), 'nora');
    await userEvent.type(screen.getByLabelText('E-mail'), 'nora@people.example');
    await userEvent.type(screen.getByLabelText('Password'), 'secret of mine{Enter}');
    await screen.findByText(/could not be reached/);
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBeNull();
  });

  it('marks the password where it does not fit the username', async () => {
    session('signedOut');
    const signIn = async () => {
      throw new ApiError('WRONG_CREDENTIALS', 'server');
    };
    showApp({ ...chat, client: { ...chat.client, signIn } }, '/sign-in');
    await userEvent.type(await screen.findByLabelText('Username'), 'nora');
    await userEvent.type(screen.getByLabelText('Password'), 'a guess{Enter}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true'));
    expect(document.activeElement).toBe(screen.getByLabelText('Password'));
  });

  it('ends under one’s hands and goes on with the draft', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    const { world } = showApp(chat, `/c/${id}`);
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Write to Ana Lopes' });
    await userEvent.type(text, 'half a th');
    act(() => session('expired'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Your session ended' }));
    expect(world.voice.current().assertive).toContain('Your session ended');
    await userEvent.type(dialog.getByLabelText('Password'), 'secret of mine{Enter}');
    expect(chat.asked).toContain('signIn nora');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(text.isConnected).toBe(true);
    expect(text.value).toBe('half a th');
  });

  it('leaves neither a name nor a number in the tab of whoever signed out', async () => {
    const id = chat.add({ people: [ana], messages: [{ content: 'hello' }] });
    chat.add({ people: [aUser('Ben Ito')], messages: [{ content: 'are you there?' }], readSeq: 0 });
    document.head.innerHTML = '<link rel="icon" type="image/svg+xml" href="/favicon.svg">';
    const icon = () => document.querySelector('link')?.getAttribute('href');
    const { badges } = showApp(chat, `/c/${id}`);
    await screen.findByRole('region', { name: 'Messages of Ana Lopes' });
    expect([document.title, badges.at(-1), icon()]).toEqual(['(1) Ana Lopes – Parley', 1, '/favicon-unread.svg']);
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await screen.findByRole('heading', { name: 'Sign in' });
    expect([document.title, badges.at(-1), icon()]).toEqual(['Parley', 0, '/favicon.svg']);
  });

  it('asks what becomes of the unsent before it ends', async () => {
    const id = chat.add({ people: [ana] });
    await chat.client.send({ id: chat.client.newId(), conversationId: id, content: 'later' });
    showApp(chat, '/');
    await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Keep it, and sign out' }));
    expect(chat.asked).toContain('signOut keep');
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });
});
