import { type RefObject, useEffect, useState } from 'react';
import { dayName } from '../../chat/moments.ts';
import { cx } from '../../ui/cx.ts';
import { type LineItem, saidAt } from './arrange.ts';
import type { Line } from './use-line.ts';

/** As long as the day stays after the last movement. */
const STAYS_MS = 1_200;

interface FloatingDayProps {
  scroller: RefObject<HTMLDivElement | null>;
  line: Line;
  items: readonly LineItem[];
  today: number;
}

/** Which day one is in, while scrolling. For the eye: the separators say it to everybody. */
export function FloatingDay({ scroller, line, items, today }: FloatingDayProps) {
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const move = () => {
      setMoving(element.scrollHeight - element.scrollTop - element.clientHeight > 80);
      clearTimeout(timer);
      timer = setTimeout(() => setMoving(false), STAYS_MS);
    };
    // Only what a person does: being brought to a place is no scrolling.
    element.addEventListener('wheel', move, { passive: true });
    element.addEventListener('touchmove', move, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('wheel', move);
      element.removeEventListener('touchmove', move);
    };
  }, [scroller]);

  const top = line.scrollOffset ?? 0;
  const first = line.getVirtualItems().find(({ end }) => end > top + 24);
  const item = first && items[first.index];
  const at = item && ('row' in item ? saidAt(item.row) : item.kind === 'day' ? item.at : null);
  if (at == null) return null;
  return (
    <div className={cx('timeline-floating', moving && item?.kind !== 'day' && 'is-shown')} aria-hidden="true">
      <span>{dayName(at, today)}</span>
    </div>
  );
}
