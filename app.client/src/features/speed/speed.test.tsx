import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { layOut, showApp } from '../../app/testing/show-app.tsx';
import { createFakeChat } from '../../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';

const nora = asMe(aUser('Nora Lindqvist'));

beforeAll(layOut);
afterEach(cleanup);

it('shows how fast it was for me, against what is promised, and what was slow and why', async () => {
  const chat = createFakeChat(nora);
  for (let turn = 0; turn < 19; turn += 1) chat.monitor.record('message.acknowledged', 40);
  chat.monitor.record('message.acknowledged', 4_000, true);
  chat.monitor.record('message.acknowledged', 4_000, true);
  const cacheStatistics = () => ({ hits: 8, misses: 24, evictions: 2, expirations: 5, size: 17 });
  showApp({ ...chat, client: { ...chat.client, cacheStatistics } }, '/');
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  await userEvent.click(await screen.findByRole('button', { name: 'My speed' }));
  const panel = within(await screen.findByRole('dialog', { name: 'My speed' }));
  const row = within(await panel.findByRole('row', { name: /On the record/ }));
  expect(row.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
    '40 msof 150 ms',
    '4 sover 600 ms',
    '21',
  ]);
  expect(panel.getAllByText('it failed')).toHaveLength(2);
  expect(panel.getByText('8 of 32, 24 asked of the server')).toBeTruthy();
  expect(panel.getByText('2 for want of room, 5 out of date')).toBeTruthy();
  await userEvent.click(panel.getByRole('button', { name: 'As a table' }));
  const table = within(panel.getByRole('region', { name: 'My last sends' }));
  expect(table.getAllByRole('row').length).toBeGreaterThan(1);
  expect(table.getByRole('columnheader', { name: 'On the record' })).toBeTruthy();
});

it('says so where nothing was measured yet', async () => {
  const chat = createFakeChat(nora);
  showApp(chat, '/');
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  await userEvent.click(await screen.findByRole('button', { name: 'My speed' }));
  expect(await screen.findByText('Nothing was sent from here yet.')).toBeTruthy();
  expect(screen.getByText('Nothing was slower than it may be.')).toBeTruthy();
});
