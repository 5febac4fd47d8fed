import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { useIsLive } from '../../chat/use-connection.ts';
import type { ShownMessages } from '../../chat/use-messages.ts';

/** How far ahead of the reader pages are asked for. */
const AHEAD_PX = 600;

/** The same for whoever is on the way: so much passes under a fast wheel while a page comes. Being led to a place asks for nothing. */
const AHEAD_MOVING_PX = 2_400;
const moving = ['wheel', 'touchmove'] as const;

/**
 * Asks for the next page, up or down, before the reader gets there; after a failure when somebody scrolls again, or when the
 * server is reached again.
 * `placed`: this visit has come to where it begins. Before that every line stands at its top, where nobody reads.
 */
export function usePaging(
  conversationId: string,
  scroller: RefObject<HTMLDivElement | null>,
  { rows, hasOlder, hasNewer }: ShownMessages,
  placed: boolean,
): void {
  const client = useChatClient();
  const asking = useRef<'older' | 'newer' | null>(null);
  const looksAgain = useRef<(() => void) | null>(null);
  const look = useCallback(
    (ahead = AHEAD_PX) => {
      const element = scroller.current;
      if (!element || !placed || asking.current !== null) return;
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      const ask = hasOlder && element.scrollTop < ahead ? 'older' : hasNewer && below < ahead ? 'newer' : null;
      if (ask === null) return;
      asking.current = ask;
      const page = ask === 'older' ? client.loadOlder(conversationId) : client.loadNewer(conversationId);
      page
        .catch(() => {})
        .finally(() => {
          asking.current = null;
          const lookAgain = looksAgain.current;
          looksAgain.current = null;
          lookAgain?.();
        });
    },
    [client, conversationId, scroller, placed, hasOlder, hasNewer],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // A turn of the wheel is heard before the line has moved by it, so what counts is where its scrolls come to.
    let ahead = AHEAD_PX;
    const listening = new AbortController();
    const hear = (event: string, listener: () => void) =>
      element.addEventListener(event, listener, { passive: true, signal: listening.signal });
    hear('scroll', () => look(ahead));
    hear('scrollend', () => {
      ahead = AHEAD_PX;
    });
    for (const way of moving) {
      hear(way, () => {
        ahead = AHEAD_MOVING_PX;
        look(ahead);
      });
    }
    return () => listening.abort();
  }, [scroller, look]);

  // A page may leave the window unfilled, and what failed without a connection is asked for with it.
  const isLive = useIsLive();
  const reason = `${rows.length} ${isLive}`;
  useEffect(() => {
    if (!reason) return;
    // The page's rows are here a moment before its asking ends; who stands at the very top scrolls no more.
    if (asking.current === null) look();
    else looksAgain.current = look;
  }, [look, reason]);
}
