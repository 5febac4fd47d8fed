import { useCallback, useEffect, useRef } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';

/** Without a key for this long, nobody is writing any more. */
const IDLE_MS = 4_000;

/** Tells the others that something is being written, and that it no longer is. */
export function useTypingSignal(conversationId: string): (active: boolean) => void {
  const client = useChatClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const active = useRef(false);
  const signal = useCallback(
    (now: boolean) => {
      clearTimeout(timer.current);
      if (now) timer.current = setTimeout(() => signal(false), IDLE_MS);
      if (now || active.current) client.setTyping(conversationId, now);
      active.current = now;
    },
    [client, conversationId],
  );
  useEffect(() => () => signal(false), [signal]);
  return signal;
}
