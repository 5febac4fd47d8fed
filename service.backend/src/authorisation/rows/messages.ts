import { randomUUID } from 'node:crypto';
import type { RouteRow } from '../route-row.ts';
import type { Asker, World } from '../world.ts';
import { inside, messageOfTarget, present, signedIn } from './words.ts';

const messageOf = (world: World, author: Asker) => ({ ...inside(world), messageId: world.messageOf(author) });

/** What is said in them: read, sent, changed, found. */
export const messageRows: readonly RouteRow[] = [
  { route: 'messages.list', what: 'the newest', expected: present, ask: (world) => ({ params: inside(world) }) },
  {
    route: 'messages.send',
    what: 'a new one',
    expected: [401, 404, 404, 201, 201, 201],
    ask: (world) => ({ params: inside(world), body: { id: randomUUID(), content: 'hello' } }),
  },
  {
    route: 'messages.send',
    // Who left gets the bare fact that his own message is on the record: he wrote it.
    what: 'mine once more',
    expected: [401, 404, 200, 200, 200, 200],
    ask: (world, asker) => ({
      params: inside(world),
      body: { id: world.messageOf(asker), content: world.contentOf(asker) },
    }),
  },
  {
    route: 'messages.send',
    what: "under the id of somebody else's",
    expected: [401, 404, 404, 422, 422, 422],
    ask: (world) => ({ params: inside(world), body: { id: world.messageOfTarget, content: 'hello' } }),
  },
  {
    route: 'messages.edit',
    what: 'mine',
    expected: present,
    fresh: true,
    ask: (world, asker) => ({ params: messageOf(world, asker), body: { content: 'other', version: 1 } }),
  },
  {
    route: 'messages.edit',
    what: "somebody else's",
    expected: [401, 404, 404, 403, 403, 403],
    ask: (world) => ({ params: messageOfTarget(world), body: { content: 'other', version: 1 } }),
  },
  {
    route: 'messages.delete',
    what: 'mine',
    expected: present,
    fresh: true,
    ask: (world, asker) => ({ params: messageOf(world, asker) }),
  },
  {
    route: 'messages.delete',
    what: "somebody else's",
    expected: [401, 404, 404, 403, 403, 403],
    ask: (world) => ({ params: messageOfTarget(world) }),
  },
  {
    route: 'messages.changes',
    what: 'all of it',
    expected: present,
    ask: (world) => ({ params: inside(world), query: { epoch: world.epoch, afterSeq: '0' } }),
  },
  {
    route: 'messages.search',
    what: 'everywhere',
    expected: signedIn,
    ask: ({ canary }) => ({ query: { query: canary } }),
  },
  {
    route: 'messages.search',
    what: 'in the group',
    expected: present,
    ask: ({ canary, conversationId }) => ({ query: { query: canary, conversationId } }),
  },
];
