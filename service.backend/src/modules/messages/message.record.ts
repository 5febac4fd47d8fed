import type { Message } from '@parley/shared/models/message.ts';
import type { Epochs } from '../../database/epoch.ts';
import type { Announcements } from '../announcements.ts';
import { lateClaim } from '../log/message.row.ts';
import type { ReceiptRepository } from '../receipts/receipt.repository.ts';
import type { AppendedBatch, AppendedDraft } from './append.repository.ts';
import type { Draft } from './draft.ts';
import type { MessageRepository } from './message.repository.ts';

/** What became of a draft; where it is on the record, with the message and what an answer must bear. */
export type Recorded =
  | {
      readonly kind: 'accepted' | 'again';
      readonly message: Message;
      readonly epoch: string;
      readonly head: number;
      readonly joinedSeq: number;
    }
  | { readonly kind: 'replay' | 'taken' | 'missing' | 'archived' };

interface Deps {
  readonly epochs: Epochs;
  readonly messages: Pick<MessageRepository, 'append'>;
  readonly receipts: Pick<ReceiptRepository, 'states'>;
  readonly announcements: Announcements;
}

/** Puts drafts of one conversation on its record and announces what was committed. One refused entry answers alone. */
export function createRecord({ epochs, messages, receipts, announcements }: Deps) {
  return async (conversationId: string, drafts: readonly Draft[]): Promise<readonly Recorded[]> => {
    // Before, so that a restored database is noticed while nothing is stored yet; after, because the append itself may have
    // gone over the first connection to it. Both are remembered between reconnects and ask nobody.
    await epochs.current();
    const batch = await messages.append(conversationId, drafts);
    if (batch === null) return drafts.map(() => ({ kind: 'missing' }));
    const epoch = await epochs.current();

    const recorded = batch.drafts.map((appended, index) =>
      toRecorded(drafts[index], appended, conversationId, batch, epoch),
    );
    const stored = recorded.flatMap((one) => (one.kind === 'accepted' ? [one.message] : []));
    const { from, upTo, membershipVersion, raisedUserId } = batch;
    if (stored.length > 0) {
      const changes = stored.map((message) => ({ kind: 'message' as const, seq: message.seq, message }));
      announcements.committed({ epoch, conversationId, from, upTo, membershipVersion, changes });
    }
    if (raisedUserId !== null) void tellMarks(raisedUserId, conversationId, epoch);
    return recorded;
  };

  /** His own devices and the others learn of the risen marks; nobody waits for it, and what fails here the sums tell. */
  async function tellMarks(userId: string, conversationId: string, epoch: string): Promise<void> {
    const [state] = await receipts.states(userId, [conversationId]).catch(() => []);
    if (state === undefined) return;
    const { me } = state;
    const mark = { userId, deliveredSeq: me.deliveredSeq, readSeq: me.readSeq };
    announcements.marked({ epoch, conversationId, mark, me });
  }
}

function toRecorded(
  draft: Draft | undefined,
  { verdict, seq, at, joinedSeq }: AppendedDraft,
  conversationId: string,
  { upTo }: AppendedBatch,
  epoch: string,
): Recorded {
  if (verdict !== 'accepted' && verdict !== 'again') return { kind: verdict };
  if (draft === undefined || seq === null || at === null) throw new Error('accepted, but without a place');
  const { id, senderId, content, composedAt } = draft;
  const message: Message = {
    id,
    conversationId,
    seq,
    rev: seq,
    version: 1,
    kind: 'text',
    senderId,
    content,
    event: null,
    createdAt: at,
    composedAt: lateClaim(composedAt, at),
    editedAt: null,
    deletedAt: null,
  };
  return { kind: verdict, message, epoch, head: upTo, joinedSeq };
}
