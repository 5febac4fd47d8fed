import { unreadAfter } from '@parley/shared/models/conversation.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { useWorld } from '../../ui/World.tsx';
import type { Divider } from './arrange.ts';

/** What was unread when this visit began, or came while one looked away. It stays until one leaves or says that it is read. */
export interface Visit {
  readonly divider: Divider | null;
  /** How many were unread then, or have come since. */
  readonly count: number;
  /** Where the visit begins to read; null: at the end. */
  readonly startAt: number | null;
  /** Takes the rule away, and marks all as read. */
  readonly markRead: () => void;
  /** What was in sight up to this number: a mark that this visit found is done with once its reader is at the newest. */
  readonly saw: (seq: number) => void;
  /** Its reader marks from here: whatever this visit found, the mark stays until the next one. */
  readonly leaveMarked: () => void;
}

interface Rule {
  readonly divider: Divider | null;
  readonly count: number;
}

/** Whose words no rule stands before: mine, but for a mark, which may stand on them too. */
const whose = ({ mark, me }: { mark: number | null; me: string | undefined }): string | undefined =>
  mark === null ? me : undefined;

/** Where a visit begins by what is known, and whether the server has been heard of it. */
function beginningOf(client: ReturnType<typeof useChatClient>, conversationId: string) {
  const state = client.state.get();
  const conversation = state.conversations.get(conversationId);
  const mine = conversation?.summary.me;
  const mark = mine?.unreadMarkSeq ?? null;
  const [count, after, me] = [mine?.unread.count ?? 0, mine ? unreadAfter(mine) : 0, state.me?.id];
  const rule: Rule = {
    divider: count > 0 || mark !== null ? { afterSeq: after, me: whose({ mark, me }) } : null,
    count,
  };
  const heard = conversation?.timeline?.awaitsFresh === false;
  return { rule, mark, me, heard, startAt: rule.divider ? after + 1 : null };
}

/** Remembers where the unread began. Wants a component that lives as long as the visit: one with the conversation as its key. */
export function useVisit(conversationId: string): Visit {
  const client = useChatClient();
  const { attention } = useWorld();
  const [begun, setBegun] = useState(() => beginningOf(client, conversationId));
  const [rule, setRule] = useState(begun.rule);

  const mark = useRef(begun.mark);
  const found = useRef(begun.mark);
  const heard = useRef(begun.heard);
  useEffect(() => {
    // What comes while nobody looks is new to whoever comes back: the rule stands where they had read to.
    const look = () => {
      const told = heard.current ? null : beginningOf(client, conversationId);
      if (told?.heard) {
        heard.current = true;
        // What came while this device was away is new to whoever opened what its disk had. A mark made since is no beginning.
        if (begun.startAt === null && told.startAt !== null && mark.current === begun.mark) {
          mark.current = found.current = told.mark;
          setBegun(told);
          return setRule(told.rule);
        }
      }
      const mine = client.state.get().conversations.get(conversationId)?.summary.me;
      // Marked from here, or on another device, while this visit lasts: it stays so until the next one.
      if (mine && mine.unreadMarkSeq !== mark.current) {
        mark.current = mine.unreadMarkSeq;
        found.current = null;
        if (mine.unreadMarkSeq === null) return;
        const divider = { afterSeq: unreadAfter(mine), me: whose({ me: begun.me, mark: mine.unreadMarkSeq }) };
        return setRule({ divider, count: mine.unread.count });
      }
      if (attention.current()) return;
      const count = mine?.unread.count ?? 0;
      if (!mine || count === 0) return;
      const afterSeq = unreadAfter(mine);
      setRule((before) => {
        const stands = before.divider?.afterSeq === afterSeq;
        if (stands && before.count === count) return before;
        return { divider: stands ? before.divider : { afterSeq, me: begun.me }, count };
      });
    };
    return client.state.subscribe(look);
  }, [client, conversationId, attention, begun]);

  // Another failure is another visit's: the mark is still there then, and seen.
  const unmark = useCallback(() => {
    found.current = null;
    client.markUnread(conversationId, null).catch(() => {});
  }, [client, conversationId]);
  const markRead = useCallback(() => {
    setRule({ divider: null, count: 0 });
    const summary = client.state.get().conversations.get(conversationId)?.summary;
    if (!summary) return;
    client.markRead(conversationId, summary.head);
    if (summary.me.unreadMarkSeq !== null) unmark();
  }, [client, conversationId, unmark]);
  const saw = useCallback(
    (seq: number) => {
      const last = client.state.get().conversations.get(conversationId)?.summary.lastMessage?.seq ?? 0;
      if (found.current !== null && seq >= last) unmark();
    },
    [client, conversationId, unmark],
  );
  const leaveMarked = useCallback(() => {
    found.current = null;
  }, []);
  return {
    ...rule,
    startAt: begun.startAt,
    markRead,
    saw,
    leaveMarked,
  };
}
