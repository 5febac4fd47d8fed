import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';

const isStop = (item: LineItem | undefined): boolean => item?.kind === 'message' || item?.kind === 'change';

/** The line is one stop of the tabulator; arrow keys, Home and End go from row to row inside it. */
export interface RovingRows {
  /** The row that the tabulator comes to. */
  readonly stop: string | null;
  /** The stop is far away and not drawn: the line itself is the stop, and hands the focus on to a row in sight. */
  readonly isFar: boolean;
  readonly onEnter: (event: FocusEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
}

/** Keeps the place by key, since indexes change under it. `place` is told the index of the row that must stay mounted. */
export function useRovingRows(
  items: readonly LineItem[],
  line: Line,
  active: string | null,
  setActive: (key: string | null) => void,
): RovingRows {
  const wanted = useRef<string | null>(null);
  const [, setAsked] = useState(0);

  // A row that was not mounted is focused as soon as it is.
  useEffect(() => {
    const key = wanted.current;
    if (key === null) return;
    const row = line.elementsCache.get(key)?.querySelector<HTMLElement>('[data-row]');
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const go = useCallback(
    (index: number) => {
      const item = items[index];
      if (!item) return;
      wanted.current = item.key;
      setActive(item.key);
      line.scrollToIndex(index, { align: 'auto' });
      setAsked((times) => times + 1);
    },
    [items, line, setActive],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Only from a row itself: inside its tools the arrows belong to the menu.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    const at = items.findIndex(({ key }) => key === (event.target as HTMLElement).dataset.row);
    const to = targetOf(event.key, at, items);
    if (to === null) return;
    event.preventDefault();
    go(to);
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (row !== undefined && row !== active) setActive(row);
  };

  const last = items.findLast(isStop)?.key ?? null;
  const stop = active !== null && items.some(({ key }) => key === active) ? active : last;
  const drawn = line.getVirtualItems().flatMap(({ index }) => items[index] ?? []);
  const isFar = stop !== null && !drawn.some(({ key }) => key === stop);
  const onEnter = (event: FocusEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const bottom = (line.scrollOffset ?? 0) + event.currentTarget.clientHeight;
    const inSight = line.getVirtualItems().findLast(({ index, end }) => end <= bottom && isStop(items[index]));
    if (inSight) go(inSight.index);
  };
  return { stop, isFar, onEnter, onKeyDown, onFocus };
}

function targetOf(key: string, at: number, items: readonly LineItem[]): number | null {
  const found = (index: number) => (index < 0 ? null : index);
  if (key === 'ArrowUp') return found(items.findLastIndex((item, index) => index < at && isStop(item)));
  if (key === 'ArrowDown') return found(items.findIndex((item, index) => index > at && isStop(item)));
  if (key === 'Home') return found(items.findIndex(isStop));
  return key === 'End' ? found(items.findLastIndex(isStop)) : null;
}
