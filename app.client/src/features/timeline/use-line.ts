import {
  defaultRangeExtractor,
  observeElementOffset,
  type Range,
  useVirtualizer,
  type VirtualItem,
  type Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/react-virtual';
import { type RefObject, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { useWorld } from '../../ui/World.tsx';
import type { LineItem } from './arrange.ts';
import { useKnownSizes } from './KnownSizes.tsx';
import { useFirstRows } from './use-first-rows.ts';
import { useRowSizes } from './use-row-sizes.ts';
import { END_PX, useStanding, useStick } from './use-stick.ts';

/** So much of what is drawn beyond what is seen is left when more is drawn. */
const SPARE_PX = 100;

/**
 * The rows that are near, of however many there are. What is being read never moves: the list is anchored to its end, and
 * follows what is appended only from there. `hasNewer`: what is appended is history, and is not followed; `fromEnd`: the
 * visit begins at the end.
 */
export function useLine(
  scroller: RefObject<HTMLDivElement | null>,
  items: readonly LineItem[],
  { hasNewer, kept, fromEnd }: { hasNewer: boolean; kept: number | null; fromEnd: boolean },
) {
  const hadNewer = useRef(hasNewer);
  const isNew = !hasNewer && !hadNewer.current;
  useEffect(() => {
    hadNewer.current = hasNewer;
  }, [hasNewer]);

  const { windowHeight } = useWorld();
  const known = useKnownSizes();
  // Of the first line nobody knows yet: it has at most the window.
  const [room] = useState(() => known.room() ?? { width: 0, height: windowHeight() });
  // Around what is seen first there is room for more once it is seen.
  const [isSeen, setSeen] = useState(false);
  useEffect(() => startTransition(() => setSeen(true)), []);

  const drawn = useRef<readonly VirtualItem[]>([]);
  const standing = useStanding(scroller, { isNew, fromEnd });
  const sizes = useRowSizes(items, standing.sticks);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: sizes.estimate,
    measureElement: sizes.measure,
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    observeElementOffset: useCallback<ObserveOffset>(
      // Being led down to the end is no scrolling: nothing is drawn for its sake, nor when it is over.
      (line, tell) =>
        observeElementOffset(line, (offset, scrolls) => {
          if (scrolls) standing.look();
          // What is seen is drawn already: only where it is is noted, and what is drawn next is drawn in fewer goes.
          if (scrolls && line.isScrolling && reaches(drawn.current, offset, line)) {
            line.scrollOffset = offset;
            return;
          }
          tell(offset, scrolls && !(standing.sticks.current && offset >= (line.scrollOffset ?? 0)));
        }),
      [standing],
    ),
    // The row that has the focus is never taken away from under it.
    rangeExtractor: useCallback((range: Range) => withKept(defaultRangeExtractor(range), kept, range.count), [kept]),
    anchorTo: 'end',
    followOnAppend: isNew && !standing.leaves(),
    scrollEndThreshold: END_PX,
    overscan: isSeen ? 8 : 1,
    paddingStart: 20,
    initialRect: room,
  });
  useFirstRows(virtualizer, items, fromEnd, room.height);

  useStick(scroller, virtualizer, standing);
  // Who follows will stand at the end in a moment: the rows of that place are drawn now, not once more when the scrolling is told.
  const seen = virtualizer.scrollRect?.height;
  if (standing.follows() && seen !== undefined && items.length > 0)
    virtualizer.scrollOffset = Math.max(0, virtualizer.getTotalSize() - seen);
  useEffect(() => {
    if (virtualizer.scrollRect) known.noteRoom(virtualizer.scrollRect);
  });
  drawn.current = virtualizer.getVirtualItems();
  return { line: virtualizer, sticks: standing.sticks };
}

/** Rows that are drawn reach this far at least beyond what is seen, or to where the line ends. */
function reaches(rows: readonly VirtualItem[], offset: number, line: Line): boolean {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return false;
  const isAbove = first.index === 0 || first.start + SPARE_PX <= offset;
  return (
    isAbove && (last.index === line.options.count - 1 || last.end - SPARE_PX >= offset + (line.scrollRect?.height ?? 0))
  );
}

type ObserveOffset = VirtualizerOptions<HTMLDivElement, HTMLLIElement>['observeElementOffset'];

/** The virtual list, as the other hooks of this folder need it. */
export type Line = Virtualizer<HTMLDivElement, HTMLLIElement>;

function withKept(indexes: number[], kept: number | null, count: number): number[] {
  if (kept === null || kept >= count || indexes.includes(kept)) return indexes;
  return [...indexes, kept].sort((one, other) => one - other);
}
