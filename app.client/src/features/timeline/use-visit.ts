import { useCallback, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import type { Divider } from './arrange.ts';

/** What was unread when this visit began. It stays as it was until one leaves or says that it is read. */
export interface Visit {
  readonly divider: Divider | null;
  /** How many were unread then. */
  readonly count: number;
  /** Where the visit begins to read; null: at the end. */
  readonly startAt: number | null;
  /** Takes the rule away, and marks all as read. */
  readonly markRead: () => void;
}

/** Remembers where the unread began. Wants a component that lives as long as the visit: one with the conversation as its key. */
export function useVisit(conversationId: string): Visit {
  const client = useChatClient();
  const [begun] = useState(() => {
    const state = client.state.get();
    const mine = state.conversations.get(conversationId)?.summary.me;
    return { count: mine?.unread.count ?? 0, readSeq: mine?.readSeq ?? 0, me: state.me?.id };
  });
  const [done, setDone] = useState(false);
  const [divider] = useState(() => (begun.count > 0 ? { afterSeq: begun.readSeq, me: begun.me } : null));
  const markRead = useCallback(() => {
    setDone(true);
    const head = client.state.get().conversations.get(conversationId)?.summary.head;
    if (head !== undefined) client.markRead(conversationId, head);
  }, [client, conversationId]);
  return {
    divider: done ? null : divider,
    count: begun.count,
    startAt: begun.count > 0 ? begun.readSeq + 1 : null,
    markRead,
  };
}
