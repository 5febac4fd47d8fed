import { signIn, me as whoAmI } from '@parley/shared/contract/accounts.routes.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { afterEach, expect, it } from 'vitest';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';
import type { ChatClient } from '../chat-client.ts';
import { createChatClient } from '../create-chat-client.ts';
import { createMemoryStorage } from '../outbox/memory-storage.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { silentSocket } from '../testing/silent-socket.ts';
import { type TabPorts, tabWorld } from '../testing/tab-world.ts';
import { uuid } from '../testing/test-outbox.ts';

const ada = asMe(aUser('Ada Lovelace'));
const epoch = uuid(5);
const clients: ChatClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

/** A browser whose windows all stand side by side, in sight, and share a cookie, before a server that takes messages. */
function browser() {
  const world = tabWorld();
  const clock = manualClock();
  const storage = createMemoryStorage();
  const server = { knowsTheSession: true, said: [] as string[] };
  let ids = 900;

  async function answer(path: string, { body }: RequestInit): Promise<Response> {
    if (path === signIn.path) server.knowsTheSession = true;
    if (!server.knowsTheSession) {
      const error = { code: 'UNAUTHENTICATED', message: 'Sign in first.', requestId: 'r' };
      return Response.json({ error }, { status: 401 });
    }
    if (path === signIn.path) return Response.json(ada, { status: 201 });
    if (path === whoAmI.path) return Response.json(ada);
    if (!path.endsWith('/messages')) throw new TypeError('no network');
    const { id, content } = JSON.parse(String(body));
    server.said.push(content);
    const stored = { id, seq: server.said.length, createdAt: '2026-11-01T10:00:00Z' };
    return Response.json({ epoch, asOf: stored.seq, joinedSeq: 0, stored, message: null }, { status: 201 });
  }

  async function open(): Promise<{ client: ChatClient; ports: TabPorts }> {
    const ports = world.tab();
    const client = createChatClient({
      baseUrl: '',
      clock,
      newId: () => uuid(++ids),
      locks: ports.locks,
      openChannel: ports.openChannel,
      fetch: (url, init) => answer(url.slice(apiPrefix.length), init),
      connectSocket: silentSocket,
      openStorage: async () => storage,
      signals: { online: () => true, visible: () => true, subscribe: () => () => undefined },
    });
    clients.push(client);
    void client.start();
    await clock.advance(1_000);
    return { client, ports };
  }
  return { clock, server, open };
}

const message = (content: string) => ({ id: uuid(100), conversationId: uuid(7), content });
const credentials = { username: 'ada', password: 'correct horse' };
const sessionOf = ({ client }: { client: ChatClient }) => client.state.get().session;

it('goes on in all windows when somebody has signed in again in one of them', async () => {
  const { clock, server, open } = browser();
  const windows = [await open(), await open()] as const;
  server.knowsTheSession = false;
  for (const { client } of windows) await client.checkUp().catch(() => undefined);
  expect(windows.map(sessionOf)).toEqual(['expired', 'expired']);
  await windows[0].client.signIn(credentials);
  await clock.advance(1_000);
  expect(windows.map(sessionOf)).toEqual(['signedIn', 'signedIn']);
});

it('sends from the window in which somebody has signed in again, whichever of them leads', async () => {
  const { clock, server, open } = browser();
  const windows = [await open(), await open()] as const;
  server.knowsTheSession = false;
  for (const { client } of windows) await client.checkUp().catch(() => undefined);
  windows[1].ports.isMute = true;
  await windows[0].client.signIn(credentials);
  void windows[0].client.send(message('ahoy'));
  await clock.advance(60_000);
  expect(server.said).toEqual(['ahoy']);
});
