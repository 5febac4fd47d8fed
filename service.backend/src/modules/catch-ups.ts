import { DomainError } from '../platform/domain-error.ts';
import type { CatchUp, CatchUpKind } from '../platform/metrics/delivery-metrics.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { MessageService } from './messages/message.service.ts';
import type { ReceiptService } from './receipts/receipt.service.ts';
import type { Syncing } from './sync/syncing.ts';

type Delivery = Metrics['delivery'];

/** Does it, and notes what the asker had missed. */
async function noted<T>(
  delivery: Delivery,
  kind: CatchUpKind,
  work: Promise<T>,
  outcomeOf: (answer: T) => CatchUp,
): Promise<T> {
  try {
    const answer = await work;
    delivery.caughtUp(kind, outcomeOf(answer));
    return answer;
  } catch (error) {
    const isEpoch = error instanceof DomainError && error.code === 'EPOCH_CHANGED';
    delivery.caughtUp(kind, isEpoch ? 'epoch' : 'failed');
    throw error;
  }
}

/** The comparison and the quiet check, with a count of how they ended. */
export const countSyncing = ({ sync, heads }: Syncing, delivery: Delivery): Syncing => ({
  sync: (...args) =>
    noted(delivery, 'sync', sync(...args), ({ conversations, gone }) =>
      gone.length > 0 || conversations.some(isNews) ? 'differs' : 'same',
    ),
  heads: (...args) => noted(delivery, 'heads', heads(...args), (answer) => (answer === null ? 'same' : 'differs')),
});

/** An open conversation is answered in any case; it is news only where it goes on. */
const isNews = ({ open }: Awaited<ReturnType<Syncing['sync']>>['conversations'][number]): boolean =>
  open === null || open.kind === 'fresh' || open.changes.length > 0;

/**
 * The changes that fill a hole, counted. Who says how many he takes at once missed nothing: he follows the record by asking, as
 * a device does that keeps a conversation whole.
 */
export const countChanges = (changes: MessageService['changes'], delivery: Delivery): MessageService['changes'] => {
  return (actor, asked) =>
    noted(delivery, asked.limit === undefined ? 'changes' : 'kept', changes(actor, asked), (answer) => {
      if (answer.limited) return 'limited';
      return answer.changes.length > 0 ? 'differs' : 'same';
    });
};

/** What devices say they have, told to whoever times its way. */
export const timeDelivered = (receipts: ReceiptService, delivery: Delivery): ReceiptService => ({
  ...receipts,
  async deliveredFrom(...args) {
    const rose = await receipts.deliveredFrom(...args);
    for (const { conversationId, me } of rose) delivery.delivered(conversationId, me.deliveredSeq);
    return rose;
  },
});
