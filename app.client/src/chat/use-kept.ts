import { useMemo } from 'react';
import type { Kept } from '../chat-client/kept/kept-storage.ts';
import { type KeptProgress, progressOf } from '../chat-client/kept/next-step.ts';
import { useChatState } from './use-chat-state.ts';
import { useSummaryPart } from './use-conversations.ts';

/** How far keeping a conversation whole has come; null where it is not kept. */
export function useKept(conversationId: string): (Pick<Kept, 'messages' | 'failure'> & KeptProgress) | null {
  const kept = useChatState((state) => state.kept.get(conversationId)) ?? null;
  // Where nothing is kept whole, each message would draw what says so anew.
  const summary = useSummaryPart(conversationId, (summary) => kept && summary);
  return useMemo(() => kept && summary && { ...kept, ...progressOf(kept, summary) }, [kept, summary]);
}

/** Whether anything is kept on this device's disk at all. */
export const useKeepsAnything = (): boolean => useChatState(({ saving }) => saving !== 'none');
