import { randomUUID } from 'node:crypto';
import type { RouteRow } from '../route-row.ts';
import type { World } from '../world.ts';
import { inside, myself, present, runs, signedIn } from './words.ts';

const theTarget = ({ conversationId, cast }: World) => ({ conversationId, userId: cast.target.me.id });

/** Conversations, and who is in them. */
export const conversationRows: readonly RouteRow[] = [
  { route: 'conversations.list', what: 'mine', expected: signedIn, ask: () => ({}) },
  {
    route: 'conversations.create',
    what: 'a group of my own',
    expected: [401, 201, 201, 201, 201, 201],
    ask: () => ({ body: { kind: 'group', id: randomUUID(), title: 'Mine', userIds: [] } }),
  },
  {
    route: 'conversations.create',
    what: 'a group under the id of the group',
    expected: [401, 422, 422, 422, 422, 422],
    ask: (world) => ({ body: { kind: 'group', id: world.conversationId, title: 'Mine', userIds: [] } }),
  },
  { route: 'conversations.get', what: 'the group', expected: present, ask: (world) => ({ params: inside(world) }) },
  {
    route: 'conversations.rename',
    what: 'the group',
    expected: runs,
    fresh: true,
    ask: (world) => ({ params: inside(world), body: { title: 'Renamed' } }),
  },
  {
    route: 'archive.mine',
    what: 'out of my list',
    expected: present,
    fresh: true,
    ask: (world) => ({ params: inside(world), body: { archived: true } }),
  },
  {
    route: 'archive.all',
    what: 'for everybody',
    expected: runs,
    fresh: true,
    ask: (world) => ({ params: inside(world), body: { archived: true } }),
  },
  { route: 'retention.get', what: 'the rule', expected: present, ask: (world) => ({ params: inside(world) }) },
  {
    route: 'retention.put',
    what: 'a rule of its own',
    expected: runs,
    fresh: true,
    ask: (world) => ({ params: inside(world), body: { rule: { archiveAfterDays: 30, deleteAfterDays: 90 } } }),
  },
  {
    route: 'retention.preview',
    what: 'of a rule',
    expected: runs,
    ask: (world) => ({ params: inside(world), query: { deleteAfterDays: '1' } }),
  },
  {
    route: 'participants.add',
    what: 'somebody new',
    expected: runs,
    fresh: true,
    ask: (world) => ({ params: inside(world), body: { userIds: [world.cast.guest.me.id] } }),
  },
  {
    route: 'participants.add',
    what: 'myself',
    expected: runs,
    fresh: true,
    ask: (world, asker) => ({ params: inside(world), body: { userIds: [myself(world, asker).userId] } }),
  },
  {
    route: 'participants.changeRole',
    what: 'a member to admin',
    expected: runs,
    fresh: true,
    ask: (world) => ({ params: theTarget(world), body: { role: 'admin' } }),
  },
  {
    route: 'participants.changeRole',
    what: 'myself to owner',
    expected: [401, 404, 404, 403, 403, 200],
    fresh: true,
    ask: (world, asker) => ({ params: myself(world, asker), body: { role: 'owner' } }),
  },
  {
    route: 'participants.remove',
    what: 'a member',
    expected: [401, 404, 404, 403, 204, 204],
    fresh: true,
    ask: (world) => ({ params: theTarget(world) }),
  },
  {
    route: 'participants.remove',
    what: 'the owner',
    expected: [401, 404, 404, 403, 403, 409],
    fresh: true,
    ask: (world) => ({ params: { ...inside(world), userId: world.cast.owner.me.id } }),
  },
  {
    route: 'participants.remove',
    // Who left may say so again: he learns nothing.
    what: 'myself',
    expected: [401, 404, 204, 204, 204, 409],
    fresh: true,
    ask: (world, asker) => ({ params: myself(world, asker) }),
  },
];
