import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { numberOf } from '../../chat/moments.ts';
import { usePhase } from '../../chat/use-connection.ts';
import { useConversationPart } from '../../chat/use-conversations.ts';
import { placeOf, type ShownMessages, useMessages } from '../../chat/use-messages.ts';
import { useWorld } from '../../ui/World.tsx';

/** The stretch of the record that is shown, and where in it the reader was led. */
export interface Stretch {
  readonly shown: ShownMessages;
  /** The number that was asked for by a link; null when there was none, or there is no such message. */
  readonly targetSeq: number | null;
  /** The first stretch is still on its way: nothing is scrolled to yet. */
  readonly waits: boolean;
  readonly showNewest: () => void;
}

const numberIn = (target: string | null): number | null =>
  target !== null && /^\d{1,15}$/u.test(target) ? Number(target) : null;

/**
 * Sees to it that what one came for is on this device: the first unread number, or the one of a link (a number, or the id of
 * a message that is here already).
 */
export function useStretch(conversationId: string, startAt: number | null, target: string | null): Stretch {
  const client = useChatClient();
  const { toasts } = useWorld();
  const timeline = useConversationPart(conversationId, (conversation) => conversation.timeline);
  const loads = useConversationPart(conversationId, ({ loading }) => loading.around) ?? false;
  const failure = useConversationPart(conversationId, (conversation) => conversation.failure);
  const phase = usePhase();
  const byId = target === null ? undefined : timeline?.rows.find(({ id }) => id === target);
  const targetSeq = numberIn(target) ?? byId?.seq ?? null;
  const [anchor, setAnchor] = useState<number | null>(null);
  const [absent, setAbsent] = useState<string | null>(null);
  const wanted = targetSeq ?? (target === null ? startAt : null);
  const errand = `${target ?? ''} ${wanted ?? ''}`;
  // Who comes for the newest waits for nothing but them.
  const [settledFor, setSettledFor] = useState(target === null && wanted === null ? errand : null);

  const ready = timeline !== null && (!timeline.awaitsFresh || timeline.ranges.length > 0);
  // What only the server has is asked for once it was heard. Where it is not, the disk is all there is.
  const comes = timeline?.awaitsFresh === true && failure === null && (phase === 'connecting' || phase === 'live');
  useEffect(() => {
    if (!ready || settledFor === errand) return;
    const settle = () => setSettledFor(errand);
    if (wanted === null) {
      if (target !== null) toasts.show({ text: 'The message of this link is not here, or not for you.' });
      return settle();
    }
    // Its stretch is here: where nothing stands at the number of a link or after it, there is no such message.
    const look = () => {
      const rows = client.state.get().conversations.get(conversationId)?.timeline?.rows ?? [];
      if (target === null || rows.some(({ seq }) => seq >= wanted)) return;
      toasts.show({ text: `There is no message ${numberOf(wanted)} here.` });
      setAbsent(target);
      setAnchor(null);
    };
    const { conversations, connection } = client.state.get();
    const now = conversations.get(conversationId)?.timeline;
    const place = now ? placeOf(now, wanted, connection.phase === 'live') : null;
    setAnchor(place === 'newest' ? null : wanted);
    if (place !== null) {
      look();
      return settle();
    }
    if (comes) return;
    let left = false;
    client
      .loadAround(conversationId, wanted)
      .then(() => !left && look())
      .catch(() => {
        if (!left && target !== null) toasts.show({ text: 'The message of this link could not be fetched.' });
        if (!left) setAnchor(null);
      })
      .finally(() => {
        if (!left) settle();
      });
    return () => {
      left = true;
    };
  }, [client, conversationId, ready, comes, settledFor, errand, wanted, target, toasts]);

  const shown = useMessages(conversationId, anchor);
  const showNewest = useCallback(() => {
    client
      .loadNewest(conversationId)
      .then(() => setAnchor(null))
      .catch(() => toasts.show({ text: 'The newest messages did not come. Try again.', kind: 'failed' }));
  }, [client, conversationId, toasts]);
  return {
    shown,
    targetSeq: absent === target ? null : targetSeq,
    waits: settledFor !== errand || loads,
    showNewest,
  };
}
