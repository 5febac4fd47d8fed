import { goneWords } from '../../chat/rule-words.ts';
import { useConversation } from '../../chat/use-conversations.ts';

/** Whether what I would see before the beginning was deleted by retention (not: said before I came), and how to say so. */
export function useGone(conversationId: string): { readonly purged: boolean; readonly words: string } {
  const summary = useConversation(conversationId)?.summary;
  const { purgedBelowSeq = 0, retention = null } = summary?.conversation ?? {};
  const purged = purgedBelowSeq > 0 && (summary?.me.visibleFromSeq ?? 0) <= purgedBelowSeq;
  return { purged, words: goneWords(retention) };
}
