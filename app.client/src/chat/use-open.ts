import { useCallback, useEffect, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';

/** Holds a conversation open while somebody looks at it. */
export interface Opening {
  /** Why it could not be opened; null while it can. */
  readonly failure: unknown;
  readonly again: () => void;
}

/** Opens it, and lets it go with the screen that wanted it. */
export function useOpen(conversationId: string): Opening {
  const client = useChatClient();
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
  useEffect(open, [open]);
  return { failure, again: open };
}
