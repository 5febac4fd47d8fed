import type { Participant } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { User } from '@parley/shared/models/user.ts';
import { useMemo } from 'react';
import { type DeliveryStatus, deliveryStatus, othersOf } from '../chat-client/timeline/status.ts';
import { hasRead } from './has-read.ts';
import { useChatState } from './use-chat-state.ts';
import { useConversationPart, useSummaryPart } from './use-conversations.ts';
import type { MessageRow } from './use-messages.ts';
import { useMe } from './use-session.ts';

const nobody: ReadonlyMap<string, Participant> = new Map();

/** How far a message of mine has come; renders only when that changes. */
export const useDeliveryStatus = (message: Message | null): DeliveryStatus | null =>
  useChatState((state) =>
    message === null
      ? null
      : deliveryStatus(message, (state.conversations.get(message.conversationId)?.participants ?? nobody).values()),
  );

/** "Delivered to 5, read by 2": the same in numbers, where there is more than one to have it. */
export const useDeliveryWords = (message: Message | null): string | null =>
  useChatState((state) => {
    const participants = message && state.conversations.get(message.conversationId)?.participants;
    if (!participants) return null;
    const others = othersOf(message, participants.values());
    if (others.length < 2) return null;
    const read = others.filter(({ readSeq }) => readSeq >= message.seq).length;
    const delivered = others.filter(({ deliveredSeq }) => deliveredSeq >= message.seq).length;
    if (read === others.length) return `Read by all ${read}`;
    return delivered === 0 ? 'Sent' : `Delivered to ${delivered} of ${others.length}, read by ${read}`;
  });

/** Beyond this many, faces in the margin would say nothing. */
const MOST_READERS = 40;

/** Who has read to a row and no further, by the row's id; only in groups, where ticks do not say who. */
export function useReaders(conversationId: string, rows: readonly MessageRow[]): ReadonlyMap<string, readonly User[]> {
  const me = useMe()?.id;
  const participants = useConversationPart(conversationId, (one) => one.participants) ?? nobody;
  const isGroup = useSummaryPart(conversationId, ({ conversation }) => conversation.kind === 'group') ?? false;
  return useMemo(() => {
    const readers = new Map<string, User[]>();
    if (!isGroup || participants.size > MOST_READERS) return readers;
    const placed = rows.flatMap(({ message }) => (message?.kind === 'text' ? [message] : []));
    const first = placed[0]?.seq ?? 0;
    for (const { user, readSeq, joinedSeq, leftSeq } of participants.values()) {
      if (user.id === me || leftSeq !== null || readSeq < first || !hasRead({ readSeq, joinedSeq })) continue;
      const last = placed.findLast(({ seq, senderId }) => seq <= readSeq && senderId !== user.id);
      if (last) readers.set(last.id, [...(readers.get(last.id) ?? []), user]);
    }
    return readers;
  }, [isGroup, participants, rows, me]);
}
