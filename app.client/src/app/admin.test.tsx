import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = { ...asMe(aUser('Nora Lindqvist')), isAdmin: true };
const tom = asMe(aUser('Tom Okafor'));
const instance = { nodeId: 'a1b2c3d4-0000', startedAt: '2026-11-20T08:00:00.000Z', people: 1234, conversations: 7 };

beforeAll(layOut);
afterEach(cleanup);

const settings = async () => {
  await userEvent.click(await screen.findByRole('button', { name: /settings/i }));
  return within(await screen.findByRole('dialog', { name: 'Settings' }));
};

it('leads an administrator from the settings to the part that is his', async () => {
  const chat = createFakeChat(nora);
  chat.adminAnswers.set('admin.instance', instance);
  showApp(chat, '/');
  await userEvent.click((await settings()).getByRole('link', { name: /Administration/ }));
  expect(await screen.findByRole('heading', { name: 'Administration' })).toBeTruthy();
  expect(await screen.findByText('1,234')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Back to your conversations' }));
  expect(await screen.findByRole('button', { name: /settings/i })).toBeTruthy();
});

it('shows nobody else that there is such a part, and asks nothing', async () => {
  const chat = createFakeChat(tom);
  showApp(chat, '/');
  expect((await settings()).queryByRole('link', { name: /Administration/ })).toBeNull();
  cleanup();
  showApp(chat, '/admin');
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
  expect(chat.asked.filter((text) => text.startsWith('askAsAdmin'))).toEqual([]);
});
