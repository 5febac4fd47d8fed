import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { anExport, asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const tom = aUser('Tom Okafor');

beforeAll(layOut);
afterEach(cleanup);

async function openDialog() {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [tom], messages: [{ content: 'Good morning' }] });
  const shown = showApp(chat, `/c/${id}`);
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
  return { chat, id, shown, dialog: within(await screen.findByRole('dialog', { name: 'Export' })) };
}

it('writes a conversation out, tells how far it has come, and fetches the file', async () => {
  const { chat, id, shown, dialog } = await openDialog();
  await userEvent.click(dialog.getByRole('radio', { name: 'JSON' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Export' }));
  expect(chat.asked).toContain('export json');
  expect(await dialog.findByRole('progressbar', { name: 'Written' })).toBeTruthy();

  const written = anExport(id, 'json');
  chat.exported.push({ ...written, done: 20 });
  expect(await dialog.findByText('20 of 40 entries written.')).toBeTruthy();
  chat.exported.push({ ...written, state: 'done', done: 40, bytes: 12_345, counts: { messages: 38, events: 2 } });
  expect(await dialog.findByText(/38 messages and 2 events/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Download 12.3 kB' }));
  expect(shown.fetched).toEqual([`/api/v1/exports/${written.id}/file?token=1`]);
});

it('is found again after its dialog was closed, while it goes on and while it is kept', async () => {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [tom], messages: [{ content: 'Good morning' }] });
  const counts = { messages: 38, events: 2 };
  const kept = anExport(id, 'json');
  const done = { state: 'done', done: 40, bytes: 12_345, counts, expiresAt: '2026-11-29T15:02:00.000Z' } as const;
  chat.kept.push({ ...anExport(id, 'html'), done: 12 }, { ...kept, ...done }, anExport('of another', 'csv'));
  const shown = showApp(chat, `/c/${id}`);
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Export' }));
  const before = within(await dialog.findByRole('region', { name: 'Begun before' }));
  expect(before.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Page12 entries written',
    expect.stringMatching(/^JSON38 messages, kept until /),
  ]);

  await userEvent.click(before.getByRole('button', { name: /^JSON/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Download 12.3 kB' }));
  expect(shown.fetched).toEqual([`/api/v1/exports/${kept.id}/file?token=1`]);
  await userEvent.click(dialog.getByRole('button', { name: 'Back' }));
  await userEvent.click(await dialog.findByRole('button', { name: /^Page/ }));
  expect(await dialog.findByRole('progressbar', { name: 'Written' })).toBeTruthy();
  expect(chat.asked.filter((text) => text.startsWith('export') || text.startsWith('cancel'))).toEqual([]);
});

it('can be stopped, and lets one choose again', async () => {
  const { chat, dialog } = await openDialog();
  await userEvent.click(dialog.getByRole('button', { name: 'Export' }));
  await userEvent.click(await dialog.findByRole('button', { name: 'Stop' }));
  expect(chat.asked.some((text) => text.startsWith('cancelExport'))).toBe(true);
  expect(await dialog.findByRole('button', { name: 'Export' })).toBeTruthy();
});

it('writes out all that is mine, from the settings', async () => {
  const chat = createFakeChat(nora);
  showApp(chat, '/');
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  await userEvent.click(await screen.findByRole('button', { name: 'All my data' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'All my data' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Write it out' }));
  expect(chat.asked).toContain('export mine');
  const written = anExport('', 'json');
  const counts = { messages: 3, events: 0 };
  chat.exported.push({ ...written, conversationId: null, format: 'zip', state: 'done', bytes: 900, counts });
  expect(await dialog.findByText(/^3 messages of yours/)).toBeTruthy();
  expect(dialog.getByRole('button', { name: 'Download 900 bytes' })).toBeTruthy();
});

it('marks the password as wrong only where it is the password that was refused', async () => {
  const chat = createFakeChat(nora);
  let failure = new ApiError('NETWORK_FAILED', 'wire');
  const account = async () => ({ ...(await chat.client.account()), erase: () => Promise.reject(failure) });
  showApp({ ...chat, client: { ...chat.client, account } }, '/');
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  await userEvent.click(await screen.findByRole('button', { name: 'Erase my account' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Erase your account?' }));
  const field = dialog.getByLabelText('Your password');
  await userEvent.type(field, 'my password');
  const yes = dialog.getByRole('button', { name: 'Erase my account' });
  await userEvent.click(yes);
  expect((await dialog.findByRole('alert')).textContent).toMatch(/could not be reached/);
  expect(field.getAttribute('aria-invalid')).toBeNull();
  failure = new ApiError('WRONG_PASSWORD', 'server');
  await userEvent.click(yes);
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
});

it('erases an account only with its password, and asks what becomes of its words', async () => {
  const chat = createFakeChat(nora);
  showApp(chat, '/');
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  await userEvent.click(await screen.findByRole('button', { name: 'Erase my account' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Erase your account?' }));
  const yes = dialog.getByRole('button', { name: 'Erase my account' });
  expect(yes).toHaveProperty('disabled', true);
  await userEvent.click(dialog.getByRole('radio', { name: 'Go too' }));
  await userEvent.type(dialog.getByLabelText('Your password'), 'my password');
  await userEvent.click(yes);
  expect(chat.asked).toContain('erase my password erase');
  expect(await screen.findByLabelText('Username')).toBeTruthy();
});
