import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { useWorld } from '../../ui/World.tsx';
import type { Divider } from './arrange.ts';

/** What was unread when this visit began, or came while one looked away. It stays until one leaves or says that it is read. */
export interface Visit {
  readonly divider: Divider | null;
  /** How many were unread then, or have come since. */
  readonly count: number;
  /** Where the visit begins to read; null: at the end. */
  readonly startAt: number | null;
  /** Takes the rule away, and marks all as read. */
  readonly markRead: () => void;
}

interface Rule {
  readonly divider: Divider | null;
  readonly count: number;
}

/** Remembers where the unread began. Wants a component that lives as long as the visit: one with the conversation as its key. */
export function useVisit(conversationId: string): Visit {
  const client = useChatClient();
  const { attention } = useWorld();
  const [begun] = useState(() => {
    const state = client.state.get();
    const mine = state.conversations.get(conversationId)?.summary.me;
    return { count: mine?.unread.count ?? 0, readSeq: mine?.readSeq ?? 0, me: state.me?.id };
  });
  const [rule, setRule] = useState<Rule>(() => ({
    divider: begun.count > 0 ? { afterSeq: begun.readSeq, me: begun.me } : null,
    count: begun.count,
  }));

  useEffect(() => {
    // What comes while nobody looks is new to whoever comes back: the rule stands where they had read to.
    const look = () => {
      if (attention.current()) return;
      const mine = client.state.get().conversations.get(conversationId)?.summary.me;
      const count = mine?.unread.count ?? 0;
      if (!mine || count === 0) return;
      const afterSeq = mine.readSeq;
      setRule((before) => {
        const stands = before.divider?.afterSeq === afterSeq;
        if (stands && before.count === count) return before;
        return { divider: stands ? before.divider : { afterSeq, me: begun.me }, count };
      });
    };
    return client.state.subscribe(look);
  }, [client, conversationId, attention, begun.me]);

  const markRead = useCallback(() => {
    setRule({ divider: null, count: 0 });
    const head = client.state.get().conversations.get(conversationId)?.summary.head;
    if (head !== undefined) client.markRead(conversationId, head);
  }, [client, conversationId]);
  return { ...rule, startAt: begun.count > 0 ? begun.readSeq + 1 : null, markRead };
}
