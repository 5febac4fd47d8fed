import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { layOut, showApp } from '../../app/testing/show-app.tsx';
import { createFakeChat } from '../../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';

const nora = asMe(aUser('Nora Lindqvist'));
const ana = aUser('Ana Lopes');

beforeAll(layOut);
afterEach(cleanup);

it('opens from the seal, names what is in the way, and copies a report without words or names', async () => {
  const chat = createFakeChat(nora);
  const id = chat.add({ people: [ana], messages: [{ content: 'a secret' }] });
  const { copied } = showApp(chat, `/c/${id}`);
  await userEvent.click(await screen.findByRole('button', { name: /You have every number up to 1/ }));
  const doctor = within(await screen.findByRole('dialog', { name: 'You have everything.' }));
  expect(chat.asked).toContain('checkUp');
  expect(doctor.getByText('All parts work.')).toBeTruthy();
  act(() =>
    chat.store.update((state) => ({ ...state, connection: { ...state.connection, degraded: true, skewMs: 400 } })),
  );
  expect(doctor.getByText(/One part is in the way/)).toBeTruthy();
  expect(doctor.getByText(/Redis does not answer/)).toBeTruthy();
  await userEvent.click(doctor.getByRole('button', { name: 'Copy report' }));
  expect(copied[0]).toContain('Announcer: broken');
  expect(copied[0]).not.toMatch(/secret|Ana|Nora/);
});
