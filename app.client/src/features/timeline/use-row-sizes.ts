import { measureElement, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { LineItem } from './arrange.ts';
import { useKnownSizes } from './KnownSizes.tsx';

const estimates = { day: 46, new: 42, change: 32, edge: 32, begin: 150, message: 58 } as const;

/** Letters that are told apart: about a quarter of a line. */
const LETTERS = 20;

/** Rows that are alike are as tall as each other, or nearly: the same author, with or without a head, about as many words. */
function likenessOf(item: LineItem): string {
  if (item.kind !== 'message') return item.kind;
  const { message, entry } = item.row;
  const content = message?.content ?? entry?.content ?? '';
  const breaks = content.split('\n').length;
  return `${item.head} ${message?.senderId ?? entry?.status} ${Math.ceil(content.length / LETTERS)} ${breaks}`;
}

/** How tall rows are. */
export interface RowSizes {
  /**
   * Of one that was never drawn: as tall as the last that was like it. Once known it stays: a few pixels more or less above would
   * move every row that is seen. Until then it is a guess, which stays while somebody reads elsewhere than at the end.
   */
  readonly estimate: (index: number) => number;
  /** Of one that has just been drawn. Where its like is known it is not asked, which costs a layout: the observer tells it before it is painted. */
  readonly measure: (
    element: HTMLLIElement,
    entry: ResizeObserverEntry | undefined,
    line: Virtualizer<HTMLDivElement, HTMLLIElement>,
  ) => number;
}

/**
 * Learns from each row that is measured, here and in the visits before. An estimate that holds moves nothing, and nothing is drawn a second time for it.
 * `sticks`: the reader is at the end, which stays where it is whatever is found out about the rows above.
 */
export function useRowSizes(items: readonly LineItem[], sticks: RefObject<boolean>): RowSizes {
  const known = useKnownSizes();
  // What was last said of each row: the line is laid out by that.
  const said = useRef(new Map<string, number>());
  useEffect(() => {
    if (said.current.size <= 2 * items.length) return;
    const here = new Set(items.map(({ key }) => key));
    for (const key of said.current.keys()) if (!here.has(key)) said.current.delete(key);
  }, [items]);
  const now = useRef(items);
  now.current = items;
  const estimate = useCallback(
    (index: number) => {
      const item = items[index];
      if (!item) return estimates.message;
      const before = said.current.get(item.key);
      if (before !== undefined && !sticks.current) return before;
      const guess = estimates[item.kind];
      const learnt = known.heightOf(likenessOf(item));
      const size = learnt !== undefined && before !== undefined && before !== guess ? before : (learnt ?? guess);
      said.current.set(item.key, size);
      return size;
    },
    [items, sticks, known],
  );
  const measure = useCallback<RowSizes['measure']>(
    (element, entry, line) => {
      const index = line.indexFromElement(element);
      const item = now.current[index];
      if (!item) return measureElement(element, entry, line);
      const likeness = likenessOf(item);
      // What it takes up now, so that the first true size is still its first, and what is read stays where it is.
      const taken = line.measurementsCache[index]?.size;
      if (!entry && taken !== undefined && known.heightOf(likeness) !== undefined) return taken;
      const size = measureElement(element, entry, line);
      known.noteHeight(likeness, size);
      // The line notes a size only when it is another than it took it for; without a note it would be guessed anew, and move.
      if (size === taken) line.itemSizeCache.set(item.key, size);
      return size;
    },
    [known],
  );
  return { estimate, measure };
}
