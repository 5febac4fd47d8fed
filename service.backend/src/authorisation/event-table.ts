import { randomUUID } from 'node:crypto';
import type { clientEvents } from '@parley/shared/contract/events.ts';
import type { SignedIn, World } from './world.ts';

/** What outsider, former participant, member, admin and owner are told, in this order (the chief hears what an outsider does): a status, a code, or `ok`. */
type Told = readonly [unknown, unknown, unknown, unknown, unknown];

/** One thing said over the socket. Nobody has no socket at all. */
export interface EventRow {
  readonly event: keyof typeof clientEvents;
  readonly what: string;
  readonly expected: Told;
  say(world: World, asker: SignedIn): unknown;
}

const present: Told = ['NOT_FOUND', 'NOT_FOUND', 'ok', 'ok', 'ok'];

/** Every event of a client. An event without a row fails the check. */
export const eventTable: readonly EventRow[] = [
  { event: 'typing', what: 'in the group', expected: present, say: ({ conversationId: c }) => ({ c, active: true }) },
  {
    // What is not his is passed over in silence: an answer would tell that there is something.
    event: 'delivered',
    what: 'in the group',
    expected: ['ok', 'ok', 'ok', 'ok', 'ok'],
    say: ({ epoch, conversationId: c }) => ({ epoch, marks: [{ c, seq: 5 }] }),
  },
  {
    event: 'heads',
    what: 'the group, open',
    expected: ['ok', 'ok', 'ok', 'ok', 'ok'],
    say: ({ epoch, conversationId: c }) => ({ epoch, digest: '0'.repeat(16), open: [{ c, receipts: 1 }] }),
  },
  {
    event: 'request',
    what: 'a message by the second carrier',
    expected: [404, 404, 201, 201, 201],
    say: ({ conversationId }) => ({
      route: 'messages.send',
      params: { conversationId },
      body: { id: randomUUID(), content: 'hello' },
    }),
  },
  {
    event: 'request',
    what: "an edit of somebody else's by the second carrier",
    expected: [404, 404, 403, 403, 403],
    say: ({ conversationId, messageOfTarget: messageId }) => ({
      route: 'messages.edit',
      params: { conversationId, messageId },
      body: { content: 'other', version: 1 },
    }),
  },
  {
    event: 'request',
    what: 'what may not be carried',
    expected: [404, 404, 404, 404, 404],
    say: ({ conversationId }) => ({ route: 'conversations.get', params: { conversationId } }),
  },
];
