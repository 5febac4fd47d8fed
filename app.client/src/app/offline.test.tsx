import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

beforeAll(layOut);
afterEach(cleanup);

it('says that it is offline in whichever conversation is open, and reads it out once', async () => {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const id = chat.add({ people: [aUser('Ana Lopes')], messages: [{ content: 'hello' }] });
  chat.add({ people: [aUser('Ben Ito')], messages: [{ content: 'good morning' }] });
  const { world } = showApp(chat, `/c/${id}`);
  const told: string[] = [];
  world.voice.subscribe(() => told.push(world.voice.current().polite));
  const become = (phase: 'offline' | 'reconnecting' | 'live') =>
    act(() => chat.store.update((now) => ({ ...now, connection: { ...now.connection, phase } })));
  const banner = () => screen.queryByText('What you write is kept on this device and goes out by itself.');
  await screen.findByRole('region', { name: 'Messages of Ana Lopes' });
  become('offline');
  await screen.findByText('What you write is kept on this device and goes out by itself.');

  await userEvent.click(within(screen.getByRole('navigation', { name: 'Conversations' })).getByText('Ben Ito'));
  await screen.findByRole('region', { name: 'Messages of Ben Ito' });
  expect(banner()).toBeTruthy();
  become('reconnecting');
  expect(banner()).toBeTruthy();
  expect(told).toEqual(['Offline. What you write is kept.']);
  become('live');
  await screen.findByText('Back online');
  expect(banner()).toBeNull();
  expect(told).toEqual(['Offline. What you write is kept.', 'Back online.']);
});
