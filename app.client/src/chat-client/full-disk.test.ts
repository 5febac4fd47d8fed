import { me as whoAmI } from '@parley/shared/contract/accounts.routes.ts';
import { afterEach, expect, it } from 'vitest';
import type { ChatClient } from './chat-client.ts';
import { createChatClient } from './create-chat-client.ts';
import { createMemoryStorage } from './outbox/memory-storage.ts';
import type { ChatStorage } from './ports.ts';
import { nothingSaved, type SavedStorage } from './saved/saved-storage.ts';
import { manualClock } from './testing/manual-clock.ts';
import { silentSocket } from './testing/silent-socket.ts';
import { uuid } from './testing/test-outbox.ts';

const ada = {
  id: uuid(1),
  username: 'ada',
  displayName: 'Ada',
  version: 1,
  email: 'ada@example.org',
  createdAt: '2026-11-01T10:00:00Z',
  isAdmin: false,
};
const clients: ChatClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

/** Signed in, on a disk that can run full; nothing but who is here is ever answered. */
async function onSmallDisk() {
  const clock = manualClock();
  const disk = { isFull: false };
  const fits = async (): Promise<void> => {
    if (disk.isFull) throw new DOMException('no room', 'QuotaExceededError');
  };
  const memory = createMemoryStorage();
  const storage: ChatStorage = {
    ...memory,
    durable: true,
    outbox: { ...memory.outbox, add: (userId, value) => fits().then(() => memory.outbox.add(userId, value)) },
    drafts: { ...memory.drafts, set: (userId, c, value) => fits().then(() => memory.drafts.set(userId, c, value)) },
  };
  const saved: SavedStorage = { ...nothingSaved, write: fits };
  const client = createChatClient({
    baseUrl: 'http://localhost',
    clock,
    locks: null,
    async fetch(url) {
      if (url.endsWith(whoAmI.path)) return Response.json(ada);
      throw new TypeError('no network');
    },
    connectSocket: silentSocket,
    openStorage: async () => storage,
    openSaved: async () => saved,
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    signals: { online: () => true, visible: () => true, subscribe: () => () => undefined },
    newId: () => uuid(99),
  });
  clients.push(client);
  const starting = client.start();
  await clock.advance(0);
  await starting;
  return { client, clock, disk, state: () => client.state.get() };
}

const message = (number: number) => ({ id: uuid(100 + number), conversationId: uuid(7), content: `m${number}` });

it('says that the disk is full, hands the words back, and keeps what was written before', async () => {
  const { client, disk, state } = await onSmallDisk();
  await client.send(message(1));
  disk.isFull = true;
  await expect(client.send(message(2))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  expect(state().storage).toBe('full');
  expect(
    state()
      .outbox.get(uuid(7))
      ?.map(({ content }) => content),
  ).toEqual(['m1']);
});

it('takes the same words, under the same id, as soon as there is room, and says that all is well', async () => {
  const { client, disk, state } = await onSmallDisk();
  disk.isFull = true;
  await expect(client.send(message(1))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  disk.isFull = false;
  await client.send(message(1));
  expect(state().storage).toBe('ok');
  expect(
    state()
      .outbox.get(uuid(7))
      ?.map(({ id }) => id),
  ).toEqual([uuid(101)]);
});

it('does not lose a draft that could not be written down, while its page is there', async () => {
  const { client, clock, disk } = await onSmallDisk();
  disk.isFull = true;
  client.drafts.set(uuid(7), { id: uuid(8), content: 'half a sentence' });
  expect(await client.drafts.get(uuid(7))).toMatchObject({ content: 'half a sentence' });
  await clock.advance(10_000);
  expect(await client.drafts.get(uuid(7))).toMatchObject({ content: 'half a sentence' });
});

it('tells who writes that his draft stays in the page only, until it can be written down', async () => {
  const { client, clock, disk, state } = await onSmallDisk();
  disk.isFull = true;
  client.drafts.set(uuid(7), { id: uuid(8), content: 'half a sentence' });
  await clock.advance(10_000);
  expect(state().storage).toBe('full');
  disk.isFull = false;
  client.drafts.set(uuid(7), { id: uuid(8), content: 'half a sentence more' });
  await clock.advance(10_000);
  expect(state().storage).toBe('ok');
});
