import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import type { Kept } from '../chat-client/kept/kept-storage.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const tom = aUser('Tom Okafor');

beforeAll(layOut);
afterEach(cleanup);

/** A conversation of ten numbers with its details open, and what the device says of it. */
async function details() {
  const chat = createFakeChat(nora);
  const messages = Array.from({ length: 10 }, (_, index) => ({ content: `word ${index}` }));
  const id = chat.add({ people: [tom], messages });
  showApp(chat, `/c/${id}`);
  const title = await screen.findByRole('heading', { name: 'On this device' });
  const section = within(title.closest('section') as HTMLElement);
  const { joinedSeq } = chat.store.get().conversations.get(id)?.summary.me ?? { joinedSeq: 0 };
  const tell = (from: number | null, more: Partial<Kept> = {}) =>
    act(() => {
      const whole = from === null ? null : { joinedSeq, from, upTo: 10 };
      const kept: Kept = { conversationId: id, whole, messages: 10 - (from ?? 10), failure: null, ...more };
      chat.store.update((state) => ({ ...state, kept: new Map([[id, kept]]) }));
    });
  return { chat, section, tell };
}

it('is off at first, is turned on, says how far it has come, and when it is done', async () => {
  const { chat, section, tell } = await details();
  expect(section.getByRole<HTMLInputElement>('radio', { name: 'No' }).checked).toBe(true);
  await userEvent.click(section.getByRole('radio', { name: 'Yes' }));
  expect(chat.asked).toContain('keepWhole true');
  tell(6);
  expect(section.getByRole<HTMLInputElement>('radio', { name: 'Yes' }).checked).toBe(true);
  expect(section.getByText('4 of at most 10 messages.')).toBeTruthy();
  expect(section.getByRole('progressbar', { name: 'Kept on this device' }).getAttribute('value')).toBe('4');
  tell(0);
  expect(section.getByText('All 10 messages are on this device, and new ones follow.')).toBeTruthy();
  expect(screen.getByText('All 10 messages are on this device.').role).toBe('status');
  tell(0, { messages: 11 });
  expect(section.getByText('All 11 messages are on this device, and new ones follow.')).toBeTruthy();
  expect(screen.queryByText('All 11 messages are on this device.')).toBeNull();
  expect(section.queryByRole('progressbar')).toBeNull();
  await userEvent.click(section.getByRole('radio', { name: 'No' }));
  expect(chat.asked).toContain('keepWhole false');
});

it('says that it waits for a connection', async () => {
  const { chat, section, tell } = await details();
  tell(null);
  act(() =>
    chat.store.update((state) => ({
      ...state,
      connection: { ...state.connection, phase: 'offline', carrier: 'none' },
    })),
  );
  expect(section.getByText(/0 of at most 10 messages\. It goes on when there is a connection\./)).toBeTruthy();
});

it('says why the rest does not fit, and can be tried again or turned off', async () => {
  const { chat, section, tell } = await details();
  tell(6, { failure: 'DISK_FULL' });
  expect(section.getByRole('alert').textContent).toMatch(/has no room for the rest.*4 of at most 10 messages are here/);
  await userEvent.click(section.getByRole('button', { name: 'Try again' }));
  await userEvent.click(section.getByRole('button', { name: 'Turn it off' }));
  expect(chat.asked.filter((asked) => asked.startsWith('keepWhole'))).toEqual(['keepWhole true', 'keepWhole false']);
  tell(6, { failure: 'KEPT_FULL' });
  expect(section.getByRole('alert').textContent).toMatch(/may take 256 MB.*another conversation/);
});

it('offers nothing where this browser keeps nothing', async () => {
  const { chat, section } = await details();
  act(() => chat.store.update((state) => ({ ...state, saving: 'none' })));
  expect(section.getByText('This browser keeps nothing on its disk for this app.')).toBeTruthy();
  expect(section.queryByRole('radio')).toBeNull();
});
