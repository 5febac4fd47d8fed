import type { DeliveryMetrics } from '../platform/metrics/delivery-metrics.ts';
import type { Announced } from './announced.ts';
import type { Announcer } from './announcer.ts';

/**
 * Both ends of the way from a commit to its announcement, with a watch between: what the announcer is told of begins,
 * what it (or the sweeper) enters into the book ends. Neither knows of it.
 */
export function timed(
  delivery: Pick<DeliveryMetrics, 'committed' | 'announced' | 'failed'>,
  book: Announced,
  createAnnouncer: (announced: Announced) => Announcer,
): { readonly announced: Announced; readonly announcer: Announcer } {
  const announced: Announced = {
    ...book,
    note(conversationId, from, upTo, epoch) {
      delivery.announced(conversationId, upTo);
      book.note(conversationId, from, upTo, epoch);
    },
    owe(conversationId) {
      delivery.failed(conversationId);
      book.owe(conversationId);
    },
  };
  const announcer = createAnnouncer(announced);
  return {
    announced,
    announcer: {
      ...announcer,
      committed(committed) {
        delivery.committed(committed.conversationId, committed.upTo);
        announcer.committed(committed);
      },
    },
  };
}
