import type { Participant } from '@parley/shared/models/conversation.ts';
import type { Presence, User } from '@parley/shared/models/user.ts';
import { useCallback, useMemo } from 'react';
import type { ChatState } from '../chat-client/state.ts';
import { sameItems, useChatState, useDerivedState } from './use-chat-state.ts';

const nobody: readonly never[] = [];
const noParticipants: ReadonlyMap<string, Participant> = new Map();

/** One person, as far as known. */
export const useUser = (userId: string | null): User | null =>
  useChatState((state) => (userId === null ? null : (state.users.get(userId) ?? null)));

/** Everybody I know of, by id. */
export const useUsers = (): ChatState['users'] => useChatState((state) => state.users);

/** What is known of a person's presence; null while it is not known, which includes being offline oneself. */
export const usePresence = (userId: string | null): Presence | null =>
  useChatState((state) =>
    userId === null || state.connection.phase !== 'live' ? null : (state.presences.get(userId) ?? null),
  );

/** Who is writing in a conversation, without me. */
export function useTyping(conversationId: string): readonly User[] {
  const derive = useCallback(
    (state: ChatState): readonly User[] => {
      const participants = state.conversations.get(conversationId)?.participants;
      // Who has left says nothing more, not even that they stopped.
      const isGone = (id: string): boolean => participants?.get(id)?.leftSeq != null;
      return (state.typing.get(conversationId) ?? nobody).flatMap((id) =>
        id === state.me?.id || isGone(id) ? [] : (state.users.get(id) ?? []),
      );
    },
    [conversationId],
  );
  return useDerivedState(derive, sameItems);
}

/** Who is in a conversation now: owners, then admins, then members, each by name. */
export function usePresentParticipants(conversationId: string): readonly Participant[] {
  const participants = useChatState((state) => state.conversations.get(conversationId)?.participants ?? noParticipants);
  return useMemo(
    () => [...participants.values()].filter(({ leftSeq }) => leftSeq === null).sort(byRoleThenName),
    [participants],
  );
}

const rank = { owner: 0, admin: 1, member: 2 } as const;

const byRoleThenName = (one: Participant, other: Participant): number =>
  rank[one.role] - rank[other.role] || one.user.displayName.localeCompare(other.user.displayName);
