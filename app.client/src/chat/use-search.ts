import type { Hit, SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { useCallback, useRef, useState } from 'react';
import type { SearchAsked } from '../chat-client/chat-client.ts';
import { useChatClient } from './ChatContext.tsx';

/** What was asked last, and what has come of it so far. */
export interface SearchShown {
  readonly asked: SearchAsked | null;
  readonly hits: readonly Hit[];
  readonly next: string | null;
  /** False while older messages are still being made ready for search. */
  readonly complete: boolean;
  readonly busy: boolean;
  readonly failure: unknown;
}

const nothing: SearchShown = { asked: null, hits: [], next: null, complete: true, busy: false, failure: null };

/** Searches when told to, page by page. What a later question overtook is dropped. */
export function useSearch() {
  const client = useChatClient();
  const [shown, setShown] = useState(nothing);
  const turn = useRef(0);
  const ask = useCallback(
    async (asked: SearchAsked, before: readonly Hit[]) => {
      const mine = ++turn.current;
      setShown((now) => ({ ...(before.length > 0 ? now : nothing), asked, busy: true, failure: null }));
      const answer = await client.search(asked).then(
        (page) => ({ ...page, hits: [...before, ...page.hits], failure: null }),
        (failure: unknown) => ({ failure }),
      );
      if (mine === turn.current) setShown((now) => ({ ...now, ...answer, busy: false }));
    },
    [client],
  );
  return {
    shown,
    search: (query: string, order: SearchOrder) => void ask({ query, order, cursor: null }, []),
    more: () => {
      if (shown.asked && shown.next !== null) void ask({ ...shown.asked, cursor: shown.next }, shown.hits);
    },
  };
}
