import { type ConversationSummary, isArchivedForMe, type MyState } from '@parley/shared/models/conversation.ts';
import { useCallback, useMemo, useRef } from 'react';
import type { ChatState, ConversationState } from '../chat-client/state.ts';
import { conversationName } from './names.ts';
import { sameItems, useChatState, useDerivedState } from './use-chat-state.ts';
import { useMe } from './use-session.ts';

/** How the list of conversations stands: loading, complete or failed, and whether there is more. */
export const useConversationList = (): ChatState['list'] => useChatState((state) => state.list);

/** Ids of all known conversations, the last changed first. */
export const useConversationOrder = (): readonly string[] => useChatState((state) => state.order);

/** The same, but what is shown keeps its place and what comes stands at the end: somebody is choosing from it. */
export function useSteadyOrder(): readonly string[] {
  const latest = useConversationOrder();
  const shown = useRef<readonly string[]>([]);
  return useMemo(() => {
    const now = new Set(latest);
    shown.current = [...new Set([...shown.current.filter((id) => now.has(id)), ...latest])];
    return shown.current;
  }, [latest]);
}

/** One conversation, or null while it is not known. */
export const useConversation = (conversationId: string): ConversationState | null =>
  useChatState((state) => state.conversations.get(conversationId) ?? null);

/** One thing of it, null while it is not known; renders only when that changes. `pick` must find, not make. */
export const useConversationPart = <T>(
  conversationId: string,
  pick: (conversation: ConversationState) => T,
): T | null =>
  useChatState((state) => {
    const conversation = state.conversations.get(conversationId);
    return conversation === undefined ? null : pick(conversation);
  });

/** One thing of its line in the list, null while it is not known; renders only when that changes. `pick` must find, not make. */
export const useSummaryPart = <T>(conversationId: string, pick: (summary: ConversationSummary) => T): T | null =>
  useChatState((state) => {
    const summary = state.conversations.get(conversationId)?.summary;
    return summary === undefined ? null : pick(summary);
  });

/** What a conversation is called; null while it is not known. */
export function useConversationName(conversationId: string): string | null {
  const me = useMe()?.id;
  return useSummaryPart(conversationId, (summary) => conversationName(summary, me));
}

/** Whether a conversation stands among the unread ones: something counts, or it was marked although nothing does. */
export const isUnread = ({ unread, unreadMarkSeq }: MyState): boolean => unread.count > 0 || unreadMarkSeq !== null;

/** Whether it is out of the list: archived by me, or, with nothing unread in it, by somebody for all. */
const isAway = (summary: ConversationSummary): boolean =>
  isArchivedForMe(summary) || (summary.conversation.archivedAt !== null && !isUnread(summary.me));

/** Somebody looked whether they could write to me, and has not: a conversation begins with its first words. */
const isUnbegun = ({ conversation, head, me }: ConversationSummary, myId: string | undefined): boolean =>
  conversation.kind === 'direct' && conversation.createdBy !== myId && head <= me.joinedSeq;

/** The list in three: something unread, everything else, and what is archived, each the last changed first. */
export interface ConversationSections {
  readonly unread: readonly string[];
  readonly rest: readonly string[];
  readonly archived: readonly string[];
}

const sameSections = (one: ConversationSections, other: ConversationSections): boolean =>
  sameItems(one.unread, other.unread) && sameItems(one.rest, other.rest) && sameItems(one.archived, other.archived);

/** Cuts the list; `held` stays with the unread although it is being read, so that it does not jump under the hand. */
export function useConversationSections(held: string | null): ConversationSections {
  const derive = useCallback(
    (state: ChatState): ConversationSections => {
      const unread: string[] = [];
      const rest: string[] = [];
      const archived: string[] = [];
      for (const id of state.order) {
        const summary = state.conversations.get(id)?.summary;
        if (summary && id !== held && isUnbegun(summary, state.me?.id)) continue;
        if (summary && isAway(summary)) archived.push(id);
        else ((summary && isUnread(summary.me)) || id === held ? unread : rest).push(id);
      }
      return { unread, rest, archived };
    },
    [held],
  );
  return useDerivedState(derive, sameSections);
}

const countUnread = (state: ChatState): number => {
  let total = 0;
  for (const { summary } of state.conversations.values()) if (!isAway(summary)) total += summary.me.unread.count;
  return total;
};

/** Messages I have not read, over all conversations of the list. */
export const useUnreadTotal = (): number => useChatState(countUnread);
