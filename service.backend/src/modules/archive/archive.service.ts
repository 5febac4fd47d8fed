import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import type { archiveForMe } from '@parley/shared/contract/archive.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import type { ChangeConversation } from '../conversations/change-conversation.ts';
import { assertPresent } from '../conversations/entered.ts';
import { mayManage } from '../conversations/roles.ts';
import { systemEntry } from '../conversations/system-message.ts';
import type { Log } from '../log/log.ts';
import type { ReceiptRepository } from '../receipts/receipt.repository.ts';
import type { ArchiveRepository } from './archive.repository.ts';

/** Which conversation, and whether it is to be archived or not. */
export interface ArchiveAsked {
  readonly conversationId: string;
  readonly archived: boolean;
}

interface Deps {
  readonly epochs: Epochs;
  readonly log: Log;
  readonly change: ChangeConversation;
  readonly archive: ArchiveRepository;
  readonly receipts: Pick<ReceiptRepository, 'states'>;
  readonly announcements: Pick<Announcements, 'changedMine'>;
}

/** Out of one's own list, which is nobody else's business; or closed for all, which stands on the record. */
export function createArchive({ epochs, log, change, archive, receipts, announcements }: Deps) {
  return {
    async forMe(
      { userId }: Actor,
      { conversationId, archived }: ArchiveAsked,
    ): Promise<RouteOutput<typeof archiveForMe>> {
      const epoch = await epochs.current();
      const changed = await archive.archiveFor(userId, conversationId, archived);
      const [state] = await receipts.states(userId, [conversationId]);
      if (!state) throw new DomainError('NOT_FOUND');
      if (changed) announcements.changedMine({ epoch, conversationId, userId, me: state.me });
      return { epoch, asOf: state.head, joinedSeq: state.me.joinedSeq, me: state.me };
    },

    /** Those who run a group; in a direct conversation either of the two, and the other may open it again. */
    forAll: (actor: Actor, { conversationId, archived }: ArchiveAsked): Promise<ConversationAnswer> =>
      change.answering(actor, conversationId, async (entered, tx) => {
        assertPresent(entered);
        const { locked, me } = entered;
        if (locked.kind === 'group' && !mayManage(me.role)) throw new DomainError('FORBIDDEN');
        if (locked.isArchived === archived) return null;
        const type = archived ? 'archived' : 'unarchived';
        const appended = await log.append(tx, locked, [systemEntry(type, actor.userId, { type })]);
        await archive.archive(tx, conversationId, archived);
        return log.committed(tx, appended);
      }),
  };
}

export type Archive = ReturnType<typeof createArchive>;
