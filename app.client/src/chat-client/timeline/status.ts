import type { Mark, Participant } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';

/** How far a message on the record has come. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read';

type Placed = Pick<Message, 'seq' | 'senderId'>;

/** Whom a message can reach: the others who were there when it was said and have not left. */
export const othersOf = ({ seq, senderId }: Placed, participants: Iterable<Participant>): Participant[] =>
  [...participants].filter(
    ({ user, joinedSeq, leftSeq }) => user.id !== senderId && joinedSeq <= seq && leftSeq === null,
  );

/**
 * How far a message has come: as far as the slowest of those it can reach.
 * Computed from watermarks; nothing is stored per message.
 */
export function deliveryStatus(message: Placed, participants: Iterable<Participant>): DeliveryStatus {
  const { seq } = message;
  const others = othersOf(message, participants);
  if (others.length === 0) return 'sent';
  if (others.every(({ readSeq }) => readSeq >= seq)) return 'read';
  return others.every(({ deliveredSeq }) => deliveredSeq >= seq) ? 'delivered' : 'sent';
}

/** The same for the line of a direct conversation in the list, where only the other's marks are known. */
export function peerStatus({ seq, senderId }: Placed, peer: Mark | null): DeliveryStatus {
  if (!peer || peer.userId === senderId) return 'sent';
  if (peer.readSeq >= seq) return 'read';
  return peer.deliveredSeq >= seq ? 'delivered' : 'sent';
}
