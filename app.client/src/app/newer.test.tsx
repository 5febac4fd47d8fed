import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { layOut, showApp } from './testing/show-app.tsx';

beforeAll(layOut);
afterEach(cleanup);

it('tells of a newer version, and lets it in when what is being typed is on disk', async () => {
  const chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const { release } = showApp(chat, '/');
  expect(screen.queryByText('A new version is ready')).toBeNull();
  act(release);
  await userEvent.click(await screen.findByRole('button', { name: /A new version is ready/ }));
  expect(chat.asked.slice(-2)).toEqual(['flush', 'takeOver']);
});
