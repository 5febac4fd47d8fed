import type { Mark } from '@parley/shared/models/conversation.ts';
import type { Announcements } from '../modules/announcements.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { createDelayed } from './delayed.ts';
import type { Fanout } from './fanout.ts';
import type { MembershipRepository } from './membership.repository.ts';

/** Marks that rose: to one's own devices at once, to the others gathered. */
export interface Receipts {
  marked: Announcements['marked'];
  changedMine: Announcements['changedMine'];
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Gathered {
  readonly epoch: string;
  readonly marks: Map<string, Mark>;
}

/** After a quiet time the first mark need not wait for the rhythm. */
const soon = 50;
/** In a storm everybody's marks rise, and everybody hears of them: then a slower rhythm says the same in fewer frames. */
const crowd = { receivers: 500, slower: 4 } as const;

/**
 * A `receipt` may be lost: the sum that clients compare heals it. It is sent once a second a conversation, to those who
 * are in at that moment; not as Socket.IO's volatile, which drops all but the first of several said in one turn.
 */
export function createReceipts(deps: {
  readonly memberships: Pick<MembershipRepository, 'present'>;
  readonly fanout: Fanout;
  readonly every: number;
  readonly clock: Clock;
  readonly logger: Logger;
}): Receipts {
  const { memberships, fanout, every, clock, logger } = deps;
  let sentAt = Number.NEGATIVE_INFINITY;
  let rhythm = every;
  const waiting = new Map<string, Gathered>();
  const flushing = createDelayed(() => Math.max(soon, sentAt + rhythm - clock.now()), flush);

  async function flush(): Promise<void> {
    const gathered = [...waiting];
    waiting.clear();
    if (gathered.length === 0) return;
    sentAt = clock.now();
    try {
      const ids = gathered.map(([conversationId]) => conversationId);
      const rows = await memberships.present(ids);
      rhythm = rows.length > crowd.receivers ? every * crowd.slower : every;
      const present = new Map(ids.map((id): [string, string[]] => [id, []]));
      for (const { conversationId, userId } of rows) present.get(conversationId)?.push(userId);
      for (const [c, { epoch, marks }] of gathered) {
        const userIds = present.get(c) ?? [];
        const theirs = userIds.flatMap((userId) => marks.get(userId) ?? []);
        if (theirs.length === 0) continue;
        fanout.publish(userIds, { name: 'receipt', payload: { epoch, c, marks: theirs } });
      }
    } catch (error) {
      logger.warn({ err: error }, 'receipts were not sent: the sums will tell');
    }
  }

  const changedMine: Receipts['changedMine'] = ({ epoch, conversationId: c, userId, me }) =>
    fanout.publish([userId], { name: 'inbox', payload: { epoch, c, me } });

  return {
    changedMine,
    marked({ epoch, conversationId: c, mark, me }) {
      changedMine({ epoch, conversationId: c, userId: mark.userId, me });
      const known = waiting.get(c);
      const gathered = known?.epoch === epoch ? known : { epoch, marks: new Map<string, Mark>() };
      const before = gathered.marks.get(mark.userId);
      gathered.marks.set(mark.userId, {
        userId: mark.userId,
        deliveredSeq: Math.max(mark.deliveredSeq, before?.deliveredSeq ?? 0),
        readSeq: Math.max(mark.readSeq, before?.readSeq ?? 0),
      });
      waiting.set(c, gathered);
      flushing.wake();
    },
    flush: () => flushing.now(),
    close: () => flushing.close(),
  };
}
