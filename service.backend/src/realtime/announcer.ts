import type { Committed } from '../modules/announcements.ts';
import type { Logger } from '../platform/logger.ts';
import type { Announced } from './announced.ts';
import type { Fanout } from './fanout.ts';
import { framesOf } from './frames.ts';
import type { Membership } from './membership.ts';
import { isTooLong } from './too-long.ts';
import { viewsOf } from './views.ts';

/** Tells sockets what this node committed. */
export interface Announcer {
  committed(committed: Committed): void;
  /** Settles when nothing waits any more. */
  idle(): Promise<void>;
}

interface AnnouncerDeps {
  readonly fanout: Fanout;
  readonly membership: Membership;
  readonly announced: Announced;
  readonly logger: Logger;
  /** Waits for the end of the event loop's turn: what is committed within it shares a frame. */
  readonly endOfTurn?: () => Promise<void>;
  /** Between two frames of a conversation: what is committed meanwhile shares the next. The first one never waits. */
  readonly rest?: () => Promise<void>;
}

const aMoment = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
const endOfThisTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Announces commits after the fact, at least once, a conversation's in the order of their numbers. It never fails the
 * one who committed: what it cannot announce it owes, and the sweeper does it from the log.
 */
export function createAnnouncer({
  fanout,
  membership,
  announced,
  logger,
  endOfTurn = endOfThisTurn,
  rest = aMoment,
}: AnnouncerDeps): Announcer {
  const waiting = new Map<string, Committed[]>();
  const running = new Map<string, Promise<void>>();
  let epoch: string | null = null;

  async function drain(conversationId: string): Promise<void> {
    await endOfTurn();
    for (let commits = waiting.get(conversationId); commits !== undefined; commits = waiting.get(conversationId)) {
      waiting.delete(conversationId);
      for (const frame of framesOf(commits)) await announce(frame);
      await rest();
    }
    running.delete(conversationId);
  }

  async function announce({ conversationId: c, membershipVersion, changes, ...frame }: Committed): Promise<void> {
    const { epoch, from, upTo } = frame;
    try {
      const members = await membership.at(c, membershipVersion, upTo);
      // Too much for a frame: an empty range says where the head is, and who is behind it asks.
      const [shown, range] = isTooLong(changes) ? [[], { from: upTo, upTo }] : [changes, { from, upTo }];
      for (const view of viewsOf(shown, members)) {
        fanout.publish(view.userIds, { name: 'event', payload: { epoch, c, ...range, changes: [...view.changes] } });
      }
      const present = new Set(members.map(({ userId }) => userId));
      for (const change of changes) {
        if (change.kind !== 'participant' || change.participant.leftSeq === null) continue;
        const { user, leftSeq } = change.participant;
        if (present.has(user.id)) continue;
        fanout.publish([user.id], { name: 'membership.ended', payload: { epoch, c, seq: leftSeq } });
      }
      announced.note(c, from, upTo, epoch);
    } catch (error) {
      announced.owe(c);
      logger.warn({ err: error, conversationId: c, from, upTo }, 'not announced now: left to the sweeper');
    }
  }

  return {
    committed(committed) {
      const { conversationId } = committed;
      if (committed.epoch !== epoch) {
        // Another life of the database: numbers may have gone back, so what waits says nothing any more.
        waiting.clear();
        announced.forget();
        membership.forget();
        epoch = committed.epoch;
      }
      const queue = waiting.get(conversationId);
      if (queue !== undefined) queue.push(committed);
      else waiting.set(conversationId, [committed]);
      if (!running.has(conversationId)) running.set(conversationId, drain(conversationId));
    },
    async idle() {
      await Promise.all(running.values());
    },
  };
}
