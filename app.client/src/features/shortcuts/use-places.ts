import type { User } from '@parley/shared/models/user.ts';
import { useMemo } from 'react';
import { conversationName, counted, facesOf } from '../../chat/names.ts';
import { useChatState } from '../../chat/use-chat-state.ts';
import { useSteadyOrder } from '../../chat/use-conversations.ts';
import { type FoundPeople, useFoundPeople } from '../../chat/use-found-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { type Match, matchAt } from './match.ts';

/** Somewhere to go: a conversation that is known, or a person to begin one with. */
export interface Place {
  readonly key: string;
  readonly kind: 'conversation' | 'person';
  readonly id: string;
  readonly name: Match;
  readonly note: string;
  readonly faces: readonly User[];
}

/** The places that fit, and how the search for people went: what is not there may not have been asked for. */
export interface Places extends Pick<FoundPeople, 'busy' | 'short' | 'failure'> {
  readonly places: readonly Place[];
}

const MOST = 8;

/** Where one can go by what was typed: known conversations at once, also without a connection; then people. */
export function usePlaces(text: string): Places {
  const order = useSteadyOrder();
  const conversations = useChatState((state) => state.conversations);
  const me = useMe()?.id;
  const { people, busy, short, failure } = useFoundPeople(text);
  const places = useMemo(() => {
    const known = new Set<string>();
    const places: Place[] = [];
    for (const id of order) {
      const summary = conversations.get(id)?.summary;
      if (!summary) continue;
      const faces = facesOf(summary, me);
      const name = matchAt(conversationName(summary, me), text);
      const isDirect = summary.conversation.kind === 'direct';
      const handle = text.trim().toLowerCase();
      const byHandle = isDirect && handle !== '' && faces.some(({ username }) => username.startsWith(handle));
      if (isDirect) for (const { id: userId } of faces) known.add(userId);
      if ((!name && !byHandle) || places.length >= MOST) continue;
      const count = summary.participantCount;
      places.push({
        key: `c ${id}`,
        kind: 'conversation',
        id,
        name: name ?? { before: conversationName(summary, me), found: '', after: '' },
        note: isDirect ? `@${faces[0]?.username ?? ''}` : counted(count, 'person', 'people'),
        faces,
      });
    }
    for (const user of text.trim() === '' ? [] : people) {
      if (known.has(user.id) || places.length >= 2 * MOST) continue;
      const name = matchAt(user.displayName, text) ?? { before: user.displayName, found: '', after: '' };
      places.push({ key: `p ${user.id}`, kind: 'person', id: user.id, name, note: `@${user.username}`, faces: [user] });
    }
    return places;
  }, [order, conversations, me, people, text]);
  return { places, busy, short, failure };
}
