import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { asMe, aUser } from '../chat/testing/fake-data.ts';
import { ApiError } from '../chat-client/failure.ts';
import type { ChatState } from '../chat-client/state.ts';
import { layOut, showApp } from './testing/show-app.tsx';

const nora = asMe(aUser('Nora Lindqvist'));
const tom = aUser('Tom Okafor');

beforeAll(layOut);
afterEach(cleanup);

/** A conversation with a page and more, of which this device has the newest page; the others come while `reached`. */
function line() {
  const chat = createFakeChat(nora);
  const messages = Array.from({ length: 80 }, (_, nth) => ({ content: `word ${nth + 1}` }));
  const id = chat.add({ people: [tom], messages });
  const server = { reached: false };
  const { loadOlder } = chat.client;
  const client = {
    ...chat.client,
    async loadOlder(conversationId: string) {
      if (server.reached) {
        await loadOlder(conversationId);
        chat.change(id, (now) => ({ ...now, missed: null }));
        return;
      }
      const why = { code: 'NETWORK_FAILED', message: 'nobody answers', retryable: true } as const;
      chat.change(id, (now) => ({ ...now, missed: { page: 'older', why } }));
      throw new ApiError('NETWORK_FAILED', 'wire');
    },
  };
  showApp({ ...chat, client }, `/c/${id}`);
  const phase = (now: ChatState['connection']['phase']) =>
    act(() => chat.store.update((state) => ({ ...state, connection: { ...state.connection, phase: now } })));
  return { server, phase };
}

async function goUp() {
  await screen.findByText('word 80');
  const scroller = document.querySelector('.ui-timeline') as HTMLElement;
  scroller.scrollTop = 0;
  fireEvent.scroll(scroller);
}

it('says without a connection that what came before is not here, and fetches it by itself with the connection', async () => {
  const { server, phase } = line();
  phase('offline');
  await goUp();
  await screen.findByText('Earlier messages are not on this device. They come when the server is reached again.');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  server.reached = true;
  phase('live');
  await waitFor(() => expect(screen.queryByText(/^Earlier messages/)).toBeNull());
  await goUp();
  await screen.findByText('word 1');
});

it('says why a page did not come although there is a connection, and asks for it again when told to', async () => {
  const { server } = line();
  await goUp();
  await screen.findByText(/^Earlier messages did not come\. The server could not be reached\./);
  server.reached = true;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText(/^Earlier messages/)).toBeNull());
});
