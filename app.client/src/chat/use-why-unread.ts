import { limits } from '@parley/shared/limits.ts';
import { useCallback, useEffect, useState } from 'react';
import type { WhyUnread } from '../chat-client/chat-client.ts';
import { useChatClient } from './ChatContext.tsx';
import { failureWords } from './failure-words.ts';
import { atMoment, numberOf } from './moments.ts';
import { useConversation } from './use-conversations.ts';

/** Why a conversation is unread, as the server counts it; asked anew whenever its own row changes. */
interface UnreadAccount {
  readonly account: WhyUnread | null;
  /** Why it could not be told. */
  readonly failure: string | null;
  readonly markAllRead: () => void;
}

/** Asks for the account of a conversation's number. */
export function useWhyUnread(conversationId: string): UnreadAccount {
  const client = useChatClient();
  const me = useConversation(conversationId)?.summary.me;
  const [account, setAccount] = useState<WhyUnread | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const stand = me ? `${me.readSeq} ${me.unreadMarkSeq} ${me.unread.count} ${me.unread.atSeq}` : '';
  useEffect(() => {
    if (stand === '') return;
    let left = false;
    client.whyUnread(conversationId).then(
      (answer) => {
        if (left) return;
        setFailure(null);
        setAccount(answer);
      },
      (error) => !left && setFailure(failureWords(error)),
    );
    return () => {
      left = true;
    };
  }, [client, conversationId, stand]);

  const markAllRead = useCallback(() => {
    const summary = client.state.get().conversations.get(conversationId)?.summary;
    if (!summary) return;
    client.markRead(conversationId, summary.head);
    if (summary.me.unreadMarkSeq !== null) {
      client.markUnread(conversationId, null).catch((error) => setFailure(failureWords(error)));
    }
  }, [client, conversationId]);
  return { account, failure, markAllRead };
}

/** "Why 3?". Asked at the rule, what was new may have been read meanwhile. */
export function whyTitle(account: WhyUnread | null): string {
  if (account === null) return 'Why is this unread?';
  const count = account.messages.length;
  if (count > 0) return `Why ${count}${count >= limits.unreadCounted ? ' or more' : ''}?`;
  return account.me.unreadMarkSeq === null ? 'Nothing is unread any more' : 'Why is this marked?';
}

/** One sentence on why it is unread: where the reader stands, and whether it was marked. */
export function whyWords({ me, messages }: WhyUnread, now: number): string {
  const { readSeq, unreadMarkSeq } = me;
  const first = messages[0];
  const since = first ? ` The first of them came ${atMoment(first.createdAt, now)}.` : '';
  if (unreadMarkSeq !== null && unreadMarkSeq <= readSeq) {
    return `You had read up to number ${numberOf(readSeq)}, and marked it as unread from number ${numberOf(unreadMarkSeq)} on.${since}`;
  }
  if (messages.length === 0) {
    return `You have read up to number ${numberOf(readSeq)}, and nothing after it counts. A rule stays where it was when you came, until you leave.`;
  }
  return `You have read up to number ${numberOf(readSeq)}.${since}`;
}
