import type { MessagePage } from '@parley/shared/contract/answers.ts';
import type { listChanges } from '@parley/shared/contract/messages.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Log } from '../log/log.ts';
import type { MessageRepository } from './message.repository.ts';
import { type PageAsked, readPages } from './page.repository.ts';

/** Which page: the newest, or before, after or around a number. */
export interface PageRequest {
  readonly conversationId: string;
  readonly beforeSeq?: number | undefined;
  readonly afterSeq?: number | undefined;
  readonly aroundSeq?: number | undefined;
  readonly limit?: number | undefined;
}

/** What changed after my cursor. */
export interface ChangesRequest {
  readonly conversationId: string;
  readonly epoch: string;
  readonly afterSeq: number;
  readonly limit?: number | undefined;
}

interface Deps {
  readonly db: Database;
  readonly log: Log;
  readonly epochs: Epochs;
  readonly messages: Pick<MessageRepository, 'place'>;
}

const newest = Number.MAX_SAFE_INTEGER;

/** A page as a pivot with so many on either side of it. */
function sidesOf({
  conversationId,
  beforeSeq,
  afterSeq,
  aroundSeq,
  limit = limits.pageDefault,
}: PageRequest): Omit<PageAsked, 'userId'> {
  if (afterSeq !== undefined) return { conversationId, pivot: afterSeq, older: 0, newer: limit };
  if (aroundSeq !== undefined) {
    // The number itself counts as older, so that a page around it always holds it.
    const older = Math.ceil(limit / 2);
    return { conversationId, pivot: aroundSeq, older, newer: limit - older };
  }
  return {
    conversationId,
    pivot: beforeSeq === undefined ? newest : Math.max(0, beforeSeq - 1),
    older: limit,
    newer: 0,
  };
}

/** Reading: pages of history, and what the log names after a cursor. */
export function createRead({ db, log, epochs, messages }: Deps) {
  return {
    async list(actor: Actor, request: PageRequest): Promise<MessagePage> {
      const epoch = await epochs.current();
      const [page] = await readPages(db, [{ ...sidesOf(request), userId: actor.userId }]);
      if (!page) throw new DomainError('NOT_FOUND');
      return { epoch, ...page, messages: [...page.messages] };
    },

    /** A cursor below the joining belongs to another membership, one below the floor to a log that is cut: `limited`. */
    async changes(
      actor: Actor,
      { conversationId, epoch: theirs, afterSeq, limit = limits.changesPage }: ChangesRequest,
    ): Promise<RouteOutput<typeof listChanges>> {
      return db.transaction(
        async (tx) => {
          const epoch = await epochs.current(tx);
          const place = await messages.place(tx, conversationId, actor.userId);
          if (place === null) throw new DomainError('NOT_FOUND');
          const { head, logFloor, joinedSeq, visibleFromSeq } = place;
          if (theirs !== epoch || afterSeq > head) throw new DomainError('EPOCH_CHANGED', { details: { epoch } });
          const stamp = { epoch, asOf: head, joinedSeq };
          if (afterSeq < joinedSeq || afterSeq < logFloor) return { ...stamp, limited: true };
          const upTo = Math.min(head, afterSeq + limit);
          const asked = { conversationId, from: afterSeq, upTo, visibleFromSeq, bytes: limits.syncAnswerBytes };
          const [range] = await log.ranges([asked], tx);
          if (!range) throw new Error('a range without an answer');
          const { from, changes } = range;
          return { ...stamp, limited: false, from, upTo: range.upTo, more: range.upTo < head, changes: [...changes] };
        },
        { snapshot: true },
      );
    },
  };
}
