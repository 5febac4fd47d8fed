import { useEffect, useState } from 'react';
import type { OutboxEntry } from '../chat-client/outbox/entry.ts';
import type { ChatState } from '../chat-client/state.ts';
import { useChatClient } from './ChatContext.tsx';
import { useChatState, useDerivedState } from './use-chat-state.ts';

/** A message that is still with its author: the name by which features, which know no chat client, take it. */
export type UnsentEntry = OutboxEntry;

/** What its author has to decide: given up, or refused while an earlier try may still arrive. */
export const needsYou = ({ status }: UnsentEntry): boolean => status === 'failed' || status === 'doubtful';

/** The words as their author wants them. */
export const wordsOf = ({ amendment, content }: UnsentEntry): string =>
  amendment?.kind === 'edit' ? amendment.content : content;

const none: readonly OutboxEntry[] = [];

/** What is not yet on the record in one conversation, in the order in which it will be sent. */
export const useOutbox = (conversationId: string): readonly OutboxEntry[] =>
  useChatState((state) => state.outbox.get(conversationId) ?? none);

/** All lanes that hold something, by conversation. */
export const useLanes = (): ChatState['outbox'] => useChatState((state) => state.outbox);

/** How many messages wait on this device while nobody is signed in: whose they are is not told. */
export function useWaiting(): number {
  const client = useChatClient();
  const [count, setCount] = useState(0);
  useEffect(() => {
    let left = false;
    client.waiting().then(
      (waiting) => !left && setCount(waiting),
      () => {},
    );
    return () => {
      left = true;
    };
  }, [client]);
  return count;
}

/** How much is unsent, and how much of it waits for its author's word. */
export interface UnsentCount {
  readonly total: number;
  readonly needy: number;
}

function countUnsent(state: ChatState): UnsentCount {
  let total = 0;
  let needy = 0;
  for (const lane of state.outbox.values()) {
    total += lane.length;
    needy += lane.filter(needsYou).length;
  }
  return { total, needy };
}

const sameCount = (one: UnsentCount, other: UnsentCount): boolean =>
  one.total === other.total && one.needy === other.needy;

/** Counts over all conversations; renders only when a number changes. */
export const useUnsentCount = (): UnsentCount => useDerivedState(countUnsent, sameCount);
