import { randomUUID } from 'node:crypto';
import type { routes } from '@parley/shared/contract/routes.ts';
import { aReport } from '../modules/reports/report.fixture.ts';
import { testPassword } from '../testing/service.ts';
import type { Asker, World } from './world.ts';

/** What is asked: as the contract has it, before it is read. */
export interface Question {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The statuses that nobody, outsider, former participant, member, admin and owner get, in this order. */
export type Expected = readonly [number, number, number, number, number, number];

/** One question to one route. `fresh`: it changes the world, so each asker gets one of his own. */
export interface RouteRow {
  readonly route: (typeof routes)[number]['name'];
  readonly what: string;
  readonly expected: Expected;
  /** What the administrator of the instance gets; without it what an outsider gets: he sees into no conversation. */
  readonly chief?: number;
  readonly fresh?: boolean;
  /** It ends the asker's session, so he is not the one who asks the rest. */
  readonly ends?: boolean;
  ask(world: World, asker: Asker): Question;
}

const inside = ({ conversationId }: World) => ({ conversationId });
const theTarget = ({ conversationId, cast }: World) => ({ conversationId, userId: cast.target.me.id });
const myself = ({ conversationId, cast }: World, asker: Asker) => ({
  conversationId,
  userId: asker === 'nobody' ? randomUUID() : cast[asker].me.id,
});
const messageOf = (world: World, author: Asker) => ({ ...inside(world), messageId: world.messageOf(author) });
const messageOfTarget = (world: World) => ({ ...inside(world), messageId: world.messageOfTarget });
const exportOfTarget = ({ exportOfTarget: exportId }: World) => ({ exportId });
const headOf = ({ conversationId: c }: World) => ({ c, cursor: 0, joinedSeq: 1, rowVersion: 1, peerSum: 0 });

const noError = { fingerprint: '0'.repeat(16) };

const signedIn: Expected = [401, 200, 200, 200, 200, 200];
/** To everybody who is not its administrator an instance has no administrators' part. */
const stranger: Expected = [401, 404, 404, 404, 404, 404];
const present: Expected = [401, 404, 404, 200, 200, 200];
const nobody: Expected = [401, 404, 404, 404, 404, 404];
const runs: Expected = [401, 404, 404, 403, 200, 200];

/** Every route, asked in every way in which the answer depends on who asks. A route without a row fails the check. */
export const routeTable: readonly RouteRow[] = [
  {
    route: 'accounts.register',
    what: 'an account',
    ends: true,
    expected: [201, 201, 201, 201, 201, 201],
    ask: () => {
      const username = `new-${randomUUID().slice(0, 8)}`;
      return {
        body: { username, displayName: 'New', email: 'new@example.org', password: 'a password of some length' },
      };
    },
  },
  {
    route: 'sessions.signIn',
    what: 'somebody who does not exist',
    expected: [401, 401, 401, 401, 401, 401],
    ask: () => ({ body: { username: randomUUID().slice(0, 8), password: 'a password of some length' } }),
  },
  { route: 'accounts.me', what: 'myself', expected: signedIn, ask: () => ({}) },
  {
    route: 'accounts.changeProfile',
    what: 'my name',
    expected: signedIn,
    ask: () => ({ body: { displayName: 'Me' } }),
  },
  { route: 'people.find', what: 'a prefix', expected: signedIn, ask: () => ({ query: { username: 'tar' } }) },
  {
    route: 'people.get',
    what: 'one who is in the group',
    expected: present,
    ask: ({ cast }) => ({ params: { userId: cast.target.me.id } }),
  },
  {
    route: 'people.get',
    what: 'myself',
    expected: [401, 200, 200, 200, 200, 200],
    ask: ({ cast }, asker) => ({ params: { userId: asker === 'nobody' ? randomUUID() : cast[asker].me.id } }),
  },
  { route: 'people.presences', what: 'those around me', expected: signedIn, ask: () => ({}) },
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
    route: 'receipts.put',
    what: 'read up to here',
    expected: present,
    ask: (world) => ({ params: inside(world), body: { epoch: world.epoch, readSeq: 3 } }),
  },
  {
    route: 'receipts.advances',
    what: "who has somebody else's",
    expected: present,
    ask: (world) => ({ params: messageOfTarget(world) }),
  },
  {
    route: 'receipts.advances',
    what: 'who has one that does not exist',
    expected: [401, 404, 404, 404, 404, 404],
    ask: (world) => ({ params: { ...inside(world), messageId: randomUUID() } }),
  },
  {
    route: 'exports.start',
    what: 'the group',
    expected: [401, 404, 404, 201, 201, 201],
    ends: true,
    fresh: true,
    ask: (world) => ({ body: { id: randomUUID(), conversationId: world.conversationId, format: 'json' } }),
  },
  {
    route: 'exports.start',
    what: "under the id of somebody else's",
    expected: [401, 404, 404, 422, 422, 422],
    ask: (world) => ({
      body: { id: world.exportOfTarget, conversationId: world.conversationId, format: 'json' },
    }),
  },
  {
    route: 'exports.get',
    what: "somebody else's",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world) }),
  },
  {
    route: 'exports.cancel',
    what: "somebody else's",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world) }),
  },
  {
    route: 'exports.link',
    what: "somebody else's",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world), body: {} }),
  },
  {
    route: 'exports.fetch',
    what: "somebody else's, by his own link",
    expected: nobody,
    ask: (world) => ({ params: exportOfTarget(world), query: { token: world.tokenOfTarget } }),
  },
  {
    route: 'unread.mark',
    what: 'unread again from the first number on',
    expected: present,
    fresh: true,
    ask: (world) => ({ params: inside(world), body: { seq: 1 } }),
  },
  {
    route: 'unread.mark',
    what: 'no mark',
    expected: present,
    ask: (world) => ({ params: inside(world), body: { seq: null } }),
  },
  { route: 'unread.why', what: 'what is counted', expected: present, ask: (world) => ({ params: inside(world) }) },
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
  {
    route: 'sync.run',
    what: 'the group, open',
    expected: signedIn,
    ask: (world) => {
      const { conversationId: c, epoch } = world;
      const open = [{ c, cursor: null, joinedSeq: 0 }];
      return { body: { epoch, after: null, upTo: null, heads: [headOf(world)], open, ask: [c] } };
    },
  },
  {
    route: 'sync.heads',
    what: 'the group, open',
    expected: signedIn,
    ask: ({ epoch, conversationId: c }) => ({ body: { epoch, digest: '0'.repeat(16), open: [{ c, receipts: 1 }] } }),
  },
  { route: 'admin.instance', what: 'which node answers', expected: stranger, chief: 200, ask: () => ({}) },
  {
    route: 'reports.send',
    what: 'an error',
    expected: [204, 204, 204, 204, 204, 204],
    ask: () => ({ body: aReport() }),
  },
  {
    route: 'admin.errors',
    what: 'the open ones',
    expected: stranger,
    chief: 200,
    ask: () => ({ query: { state: 'open' } }),
  },
  // Of an error that nobody met the chief, too, hears that there is none.
  { route: 'admin.error', what: 'one', expected: stranger, chief: 404, ask: () => ({ params: noError }) },
  {
    route: 'admin.resolveError',
    what: 'one',
    expected: stranger,
    chief: 404,
    ask: () => ({ params: noError, body: { resolved: true } }),
  },
  {
    route: 'telemetry.send',
    what: 'what was measured',
    expected: [401, 204, 204, 204, 204, 204],
    ask: () => ({ body: { outboxAgeMs: 0, timings: [] } }),
  },
  { route: 'admin.live', what: 'the last hour', expected: stranger, chief: 200, ask: () => ({}) },
  { route: 'admin.insight', what: 'people and messages', expected: stranger, chief: 200, ask: () => ({}) },
  {
    route: 'exports.startMine',
    what: 'all that is mine',
    expected: [401, 201, 201, 201, 201, 201],
    ends: true,
    ask: () => ({ body: { id: randomUUID() } }),
  },
  {
    route: 'accounts.erase',
    what: 'myself, with a password that is not mine',
    expected: [401, 401, 401, 401, 401, 401],
    ask: () => ({ body: { password: 'not the one that I chose', messages: 'keep' } }),
  },
  {
    route: 'accounts.erase',
    what: 'myself',
    expected: [401, 204, 204, 204, 204, 204],
    ends: true,
    ask: () => ({ body: { password: testPassword, messages: 'keep' } }),
  },
  { route: 'sessions.signOut', what: 'me', expected: [401, 204, 204, 204, 204, 204], ends: true, ask: () => ({}) },
];
