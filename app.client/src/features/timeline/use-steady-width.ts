import { type RefObject, useEffect } from 'react';
import type { Line } from './use-line.ts';
import { ways } from './ways.ts';

/** For so many frames after a change of width, and after each correction, the rows in view are measured anew, one after the other. */
const SETTLING_FRAMES = 30;

/**
 * When the window gets narrower or wider, words wrap anew, also in the rows above the one that is being read. The row in
 * the middle of the view stays where it stood; who is at the end stays at the end (use-line.ts).
 */
export function useSteadyWidth(scroller: RefObject<HTMLDivElement | null>, line: Line): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let width = element.clientWidth;
    let held: { readonly key: unknown; readonly top: number } | null = null;
    let frame = 0;

    const note = () => {
      if (frame !== 0) return;
      const { scrollTop, clientHeight } = element;
      const middle = line.isAtEnd() ? undefined : line.getVirtualItemForOffset(scrollTop + clientHeight / 2);
      held = middle ? { key: middle.key, top: middle.start - scrollTop } : null;
    };
    const hold = (left: number) => {
      const row = held && line.getVirtualItems().find(({ key }) => key === held?.key);
      const should = held && row ? row.start - held.top : element.scrollTop;
      const before = element.scrollTop;
      if (Math.abs(should - before) >= 1) element.scrollTop = should;
      // Where it cannot stand, past the end, nothing is corrected, and the holding ends all the same.
      const wasOff = element.scrollTop !== before;
      frame = left > 0 ? requestAnimationFrame(() => hold(wasOff ? SETTLING_FRAMES : left - 1)) : 0;
    };
    const letGo = () => {
      cancelAnimationFrame(frame);
      frame = 0;
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => hold(SETTLING_FRAMES));
    });

    element.addEventListener('scroll', note, { passive: true });
    // Whoever scrolls meanwhile is not held back.
    for (const way of ways) element.addEventListener(way, letGo, { passive: true });
    observer.observe(element);
    return () => {
      letGo();
      observer.disconnect();
      element.removeEventListener('scroll', note);
      for (const way of ways) element.removeEventListener(way, letGo);
    };
  }, [scroller, line]);
}
