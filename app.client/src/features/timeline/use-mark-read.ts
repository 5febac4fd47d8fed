import { timings } from '@parley/shared/limits.ts';
import { type RefObject, useEffect, useRef } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { useWorld } from '../../ui/World.tsx';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';

/** The highest number whose row's end is in sight; a row taller than the window counts when its beginning has passed. */
function highestSeen(line: Line, items: readonly LineItem[], height: number): number {
  const top = line.scrollOffset ?? 0;
  const bottom = top + height;
  let highest = 0;
  for (const { index, start, end, size } of line.getVirtualItems()) {
    const item = items[index];
    const seq = item && 'row' in item ? (item.row.message?.seq ?? 0) : 0;
    const inSight = end <= bottom + 2 || (size > height && start <= top + 2);
    if (inSight && end > top && seq > highest) highest = seq;
  }
  return highest;
}

/**
 * Says "read up to here" for what was in sight long enough in a window that somebody looks at. `placed`: this visit has come to
 * where it begins; what is in sight before that is on the way there.
 */
export function useMarkRead(
  conversationId: string,
  scroller: RefObject<HTMLDivElement | null>,
  line: Line,
  items: readonly LineItem[],
  placed: boolean,
  saw: (seq: number) => void,
): void {
  const client = useChatClient();
  const { attention } = useWorld();
  const now = useRef({ line, items });
  now.current = { line, items };

  useEffect(() => {
    const element = scroller.current;
    if (!element || !placed) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let marked = 0;
    const seen = () =>
      attention.current() ? highestSeen(now.current.line, now.current.items, element.clientHeight) : 0;
    const begin = () => {
      if (timer !== undefined) return;
      const first = seen();
      if (first <= marked) return;
      timer = setTimeout(() => {
        timer = undefined;
        const both = Math.min(first, seen());
        if (both > marked) {
          marked = both;
          client.markRead(conversationId, both);
          saw(both);
        }
        begin();
      }, timings.readAfterVisible);
    };
    begin();
    element.addEventListener('scroll', begin, { passive: true });
    const unsubscribe = attention.subscribe(begin);
    const watch = new ResizeObserver(begin);
    for (const watched of [element, element.firstElementChild?.firstElementChild]) if (watched) watch.observe(watched);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', begin);
      unsubscribe();
      watch.disconnect();
    };
  }, [client, conversationId, scroller, attention, placed, saw]);
}
