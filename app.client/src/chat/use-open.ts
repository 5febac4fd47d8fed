import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';
import { useChatState } from './use-chat-state.ts';

/** Holds a conversation open while somebody looks at it. */
export interface Opening {
  /** Why it could not be opened; null while it can. */
  readonly failure: unknown;
  readonly again: () => void;
}

/**
 * Opens it, and lets it go with the screen that wanted it. A page that is loaded anew asks before anything is known: what
 * fails then is asked again as soon as the list, or this conversation, has come.
 */
export function useOpen(conversationId: string): Opening {
  const client = useChatClient();
  const known = useChatState((state) => state.conversations.has(conversationId));
  const listed = useChatState((state) => state.list.status !== 'loading');
  const [failure, setFailure] = useState<unknown>(null);
  const open = useCallback(() => {
    let left = false;
    setFailure(null);
    client.open(conversationId).catch((reason) => {
      if (!left) setFailure(reason);
    });
    return () => {
      left = true;
      client.close(conversationId);
    };
  }, [client, conversationId]);
  const asked = `${known} ${listed}`;
  useEffect(() => (asked ? open() : undefined), [open, asked]);
  return { failure: listed ? failure : null, again: open };
}
