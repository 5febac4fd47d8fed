import { randomUUID } from 'node:crypto';
import type { RouteRow } from '../route-row.ts';
import type { World } from '../world.ts';
import { inside, messageOfTarget, present, signedIn } from './words.ts';

const headOf = ({ conversationId: c }: World) => ({ c, cursor: 0, joinedSeq: 1, rowVersion: 1, peerSum: 0 });

/** Where everybody stands: what is read, unread, and missed. */
export const standingRows: readonly RouteRow[] = [
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
];
