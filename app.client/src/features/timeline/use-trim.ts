import { type RefObject, useEffect } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';

/** When so many more rows are measured than there are, those that are gone are forgotten. */
const SPARE = 500;

/**
 * Lets go of what is far above a reader who is at the end, and of how tall it was: an hour's traffic fills no memory. Whoever is
 * just being led away from there, to the message of a link, stands there no more: what is let go would be led past.
 */
export function useTrim(
  conversationId: string,
  { line, sticks }: { line: Line; sticks: RefObject<boolean> },
  items: readonly LineItem[],
  atEnd: boolean,
): void {
  const client = useChatClient();
  useEffect(() => {
    if (atEnd && sticks.current && items.length > 0) client.trim(conversationId);
    if (line.itemSizeCache.size <= items.length + SPARE) return;
    const here = new Set<unknown>(items.map(({ key }) => key));
    for (const key of line.itemSizeCache.keys()) if (!here.has(key)) line.itemSizeCache.delete(key);
  }, [client, conversationId, line, sticks, items, atEnd]);
}
