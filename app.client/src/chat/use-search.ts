import type { Hit, SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChatClient, SearchAsked } from '../chat-client/chat-client.ts';
import { useChatClient } from './ChatContext.tsx';
import { useIsLive } from './use-connection.ts';

/** How much of what I may see this device has looked at. */
export type LookedAt = Pick<Awaited<ReturnType<ChatClient['searchHere']>>, 'searched' | 'saved' | 'unsaved'>;

/** What was asked last, and what has come of it so far. */
export interface SearchShown {
  readonly asked: SearchAsked | null;
  readonly hits: readonly Hit[];
  readonly next: string | null;
  /** Whose answer this is; null: nobody's yet, and the hits, if any, are those of the question before. */
  readonly by: 'device' | 'server' | null;
  /** How much the device looked at, where the answer is its. */
  readonly here: LookedAt | null;
  /** False while older messages are still being made ready for search. */
  readonly complete: boolean;
  /** The server was asked, and has not answered; or the device, likewise. */
  readonly busy: boolean;
  readonly looking: boolean;
  readonly failure: unknown;
}

const nothing: SearchShown = {
  asked: null,
  hits: [],
  next: null,
  by: null,
  here: null,
  complete: true,
  busy: false,
  looking: false,
  failure: null,
};

/** While the disk is still being read, it is asked again this soon. */
const STILL_READING_MS = 250;

/**
 * Searches when told to, page by page: this device at once, and the server, whose answer takes the place of the device's.
 * Without a connection the device's stays, until there is one. What a later question overtook is dropped.
 */
export function useSearch() {
  const client = useChatClient();
  const isLive = useIsLive();
  const [shown, setShown] = useState(nothing);
  const turn = useRef(0);

  /** Applies to what is shown, unless something else has been asked since. */
  const show = useCallback((mine: number, change: (now: SearchShown) => SearchShown) => {
    if (mine === turn.current) setShown(change);
  }, []);

  const askDevice = useCallback(
    async (mine: number, asked: SearchAsked): Promise<void> => {
      const page = await client.searchHere(asked).catch(() => null);
      show(mine, (now) => {
        if (now.by === 'server') return { ...now, looking: false };
        if (!page) return { ...now, hits: [], next: null, looking: false };
        const { hits, next, ...here } = page;
        return { ...now, by: 'device', hits, next, here, looking: false };
      });
      if (!page || page.searched >= page.saved) return;
      await new Promise((resolve) => setTimeout(resolve, STILL_READING_MS));
      if (mine === turn.current) await askDevice(mine, asked);
    },
    [client, show],
  );

  const askServer = useCallback(
    async (mine: number, asked: SearchAsked, before: readonly Hit[]): Promise<void> => {
      show(mine, (now) => ({ ...now, busy: true, failure: null }));
      const answer: Partial<SearchShown> = await client.search(asked).then(
        (page) => ({ ...page, hits: [...before, ...page.hits], by: 'server' as const, here: null }),
        (failure: unknown) => ({ failure }),
      );
      show(mine, (now) => ({ ...now, ...answer, busy: false }));
    },
    [client, show],
  );

  const { asked, by } = shown;
  // What only the device could answer is asked of the server as soon as there is one again.
  const wasLive = useRef(isLive);
  useEffect(() => {
    const isBack = isLive && !wasLive.current;
    wasLive.current = isLive;
    if (isBack && asked && by !== 'server') void askServer(turn.current, asked, []);
  }, [isLive, asked, by, askServer]);

  const search = useCallback(
    (query: string, order: SearchOrder, whom: 'both' | 'device' = 'both') => {
      turn.current += 1;
      const mine = turn.current;
      const question: SearchAsked = { query, order, cursor: null };
      // The hits of the question before stay for the moment it takes: nothing flickers while somebody types.
      setShown(({ hits }) => ({ ...nothing, asked: question, hits, looking: true, busy: whom === 'both' && isLive }));
      void askDevice(mine, question);
      if (whom === 'both' && isLive) void askServer(mine, question, []);
    },
    [isLive, askDevice, askServer],
  );

  async function more(): Promise<void> {
    if (!shown.asked || shown.next === null) return;
    const further = { ...shown.asked, cursor: shown.next };
    const mine = turn.current;
    if (by === 'server') return askServer(mine, further, shown.hits);
    const page = await client.searchHere(further).catch(() => null);
    if (page) show(mine, (now) => ({ ...now, next: page.next, hits: [...shown.hits, ...page.hits] }));
  }

  const clear = useCallback(() => {
    turn.current += 1;
    setShown(nothing);
  }, []);

  return { shown, search, more: () => void more(), clear };
}
