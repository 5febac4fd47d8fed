import { type RefObject, useEffect, useRef, useState } from 'react';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';

/** As long as a message that somebody was led to stands out. */
const SHOWN_MS = 2_500;

/** Brings a number into the middle, once for each time it is asked for, and says which row to mark for a while. */
export function useTarget(
  { line, sticks }: { line: Line; sticks: RefObject<boolean> },
  items: readonly LineItem[],
  seq: number | null,
  visit: string,
): string | null {
  const [marked, setMarked] = useState<string | null>(null);
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (seq === null) {
      done.current = null;
      return;
    }
    if (done.current === visit) return;
    const index = placeOf(items, seq);
    const item = items[index];
    if (!item) return;
    done.current = visit;
    sticks.current = false;
    line.scrollToIndex(index, { align: 'center' });
    setMarked(item.key);
  }, [line, sticks, items, seq, visit]);
  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setMarked(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}

/** The row of a number, or the next one where it has none; -1 while the stretch that is shown does not reach it. */
function placeOf(items: readonly LineItem[], seq: number): number {
  const seqOf = (item: LineItem) => ('row' in item ? (item.row.message?.seq ?? null) : null);
  const first = items.map(seqOf).find((known) => known !== null) ?? null;
  if (first === null || first > seq) return -1;
  return items.findIndex((item) => (seqOf(item) ?? 0) >= seq);
}
