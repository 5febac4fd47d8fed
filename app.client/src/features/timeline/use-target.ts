import { type RefObject, useEffect, useRef, useState } from 'react';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';

/** As long as a message that somebody was led to stands out. */
const SHOWN_MS = 2_500;

/** So long after somebody was led to a message the line may still be on its way there. */
const WAY_MS = 1_000;

/**
 * Brings a number into the middle, once for each time it is asked for, and says which row to mark for a while. The line goes to a
 * place among its rows: where rows come or go above while it is on its way, it is sent on to the place that is the message's now.
 */
export function useTarget(
  { line, sticks }: { line: Line; sticks: RefObject<boolean> },
  items: readonly LineItem[],
  seq: number | null,
  visit: string,
): string | null {
  const [marked, setMarked] = useState<string | null>(null);
  const led = useRef<{ to: string; at: number; index?: number } | null>(null);
  useEffect(() => {
    if (seq === null) {
      led.current = null;
      return;
    }
    const now = performance.now();
    const { at, index: before } = led.current?.to === visit ? led.current : { at: now };
    const index = placeOf(items, seq);
    const item = items[index];
    if (!item || index === before || now - at > WAY_MS) return;
    led.current = { to: visit, at, index };
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
