import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { putUnreadMark, whyUnread } from '@parley/shared/contract/unread.routes.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import type { ReceiptRepository } from './receipt.repository.ts';
import type { UnreadRepository } from './unread.repository.ts';

interface Deps {
  readonly unread: UnreadRepository;
  readonly receipts: Pick<ReceiptRepository, 'states'>;
  readonly epochs: Epochs;
  readonly announcements: Pick<Announcements, 'changedMine'>;
}

/** Marking as unread, and why something is: a person's own business, so only his own devices hear of it. */
export function createUnreadService({ unread, receipts, epochs, announcements }: Deps) {
  return {
    async mark(
      { userId }: Actor,
      { conversationId, seq }: { readonly conversationId: string; readonly seq: number | null },
    ): Promise<RouteOutput<typeof putUnreadMark>> {
      const epoch = await epochs.current();
      const moved = await unread.mark(conversationId, userId, seq);
      const [state] = await receipts.states(userId, [conversationId]);
      if (!state) throw new DomainError('NOT_FOUND');
      if (moved) announcements.changedMine({ epoch, conversationId, userId, me: state.me });
      return { epoch, asOf: state.head, joinedSeq: state.me.joinedSeq, me: state.me };
    },

    async why(
      { userId }: Actor,
      { conversationId }: { readonly conversationId: string },
    ): Promise<RouteOutput<typeof whyUnread>> {
      const epoch = await epochs.current();
      const found = await unread.why(conversationId, userId);
      if (!found) throw new DomainError('NOT_FOUND');
      const { head, me, messages } = found;
      return { epoch, asOf: head, joinedSeq: me.joinedSeq, me, messages: [...messages] };
    },
  };
}

export type UnreadService = ReturnType<typeof createUnreadService>;
