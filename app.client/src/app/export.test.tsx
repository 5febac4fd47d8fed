import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { anExport, asMe, aUser } from '../chat/testing/fake-data.ts';
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

it('can be stopped, and lets one choose again', async () => {
  const { chat, dialog } = await openDialog();
  await userEvent.click(dialog.getByRole('button', { name: 'Export' }));
  await userEvent.click(await dialog.findByRole('button', { name: 'Stop' }));
  expect(chat.asked.some((text) => text.startsWith('cancelExport'))).toBe(true);
  expect(await dialog.findByRole('button', { name: 'Export' })).toBeTruthy();
});
