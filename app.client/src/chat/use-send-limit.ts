import { useEffect, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';

/** Whole seconds until something may be sent here again; 0 when it may be now. Counts down by itself. */
export function useSendLimit(conversationId: string): number {
  const client = useChatClient();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const permission = client.canSend(conversationId);
      const ms = permission.ok ? 0 : permission.retryInMs;
      setSeconds(Math.ceil(ms / 1000));
      // Wakes when the shown second is over, not each second of the wall clock.
      if (ms > 0) timer = setTimeout(look, ms % 1000 || 1000);
    };
    look();
    // Each send and each refusal changes the lane; that is when the limiter's word may be another.
    let lane = client.state.get().outbox.get(conversationId);
    const unsubscribe = client.state.subscribe(() => {
      const now = client.state.get().outbox.get(conversationId);
      if (now === lane) return;
      lane = now;
      look();
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [client, conversationId]);
  return seconds;
}
