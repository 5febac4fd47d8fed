import { useRef } from 'react';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';

/**
 * Leads the line to where a visit begins before its first rows are drawn: those of another place would be drawn for nothing,
 * and thrown away with the first scrolling. `height`: of what is in sight, at most.
 */
export function useFirstRows(line: Line, items: readonly LineItem[], fromEnd: boolean, height: number): void {
  const begun = useRef(false);
  if (begun.current || items.length === 0) return;
  begun.current = true;
  const end = Math.max(0, line.getTotalSize() - height);
  const rule = fromEnd ? -1 : items.findIndex(({ kind }) => kind === 'new');
  // Once more by the right means when it stands in the page (use-place.ts).
  if (fromEnd) line.scrollOffset = end;
  else if (rule >= 0) line.scrollOffset = Math.min(end, line.measurementsCache[rule]?.start ?? 0);
}
