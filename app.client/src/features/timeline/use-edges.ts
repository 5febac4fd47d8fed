import { useMemo } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { goneWords } from '../../chat/rule-words.ts';
import { useIsLive } from '../../chat/use-connection.ts';
import { useConversationPart, useSummaryPart } from '../../chat/use-conversations.ts';
import type { ShownMessages } from '../../chat/use-messages.ts';
import { useDelayed } from '../../chat/use-now.ts';

/** What comes within a moment was never missing. */
const PATIENCE_MS = 800;

/** What is said where the shown part of the record ends; null: nothing. */
export interface Edges {
  readonly before: string | null;
  readonly after: string | null;
  /** What I would see before the beginning was deleted by retention (not: said before I came). */
  readonly purged: boolean;
  readonly again: Again | null;
}

/** How to ask again for what did not come, and at which edge; there is none where nobody can be asked. */
export interface Again {
  readonly edge: 'before' | 'after';
  readonly ask: () => void;
}

/** Why the line ends where it does: deleted before it, not on this device, or asked for in vain. */
export function useEdges(conversationId: string, shown: ShownMessages): Edges {
  const client = useChatClient();
  const failed = useConversationPart(conversationId, (one) => one.missed);
  const conversation = useSummaryPart(conversationId, (summary) => summary.conversation);
  const visibleFrom = useSummaryPart(conversationId, ({ me }) => me.visibleFromSeq) ?? 0;
  const isLive = useIsLive();
  const late = useDelayed(failed !== null, PATIENCE_MS);
  const missed = late ? failed : null;
  const edge =
    missed?.page === 'older' && shown.hasOlder ? 'before' : missed?.page === 'newer' && shown.hasNewer ? 'after' : null;
  const again = useMemo((): Again | null => {
    if (!isLive || edge === null) return null;
    const load = edge === 'before' ? client.loadOlder : client.loadNewer;
    return { edge, ask: () => void load(conversationId).catch(() => {}) };
  }, [client, conversationId, isLive, edge]);

  const { purgedBelowSeq = 0, retention = null } = conversation ?? {};
  const purged = purgedBelowSeq > 0 && visibleFrom <= purgedBelowSeq;
  const missedWords = (which: 'Earlier' | 'Later'): string | null =>
    isLive
      ? missed && `${which} messages did not come. ${failureWords(missed.why)}`
      : `${which} messages are not on this device. They come when the server is reached again.`;
  const isGone = purged && shown.started && !shown.hasOlder;
  return {
    before: edge === 'before' ? missedWords('Earlier') : isGone ? goneWords(retention) : null,
    after: edge === 'after' ? missedWords('Later') : null,
    purged,
    again,
  };
}
