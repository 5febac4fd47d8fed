import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Line } from './use-line.ts';

/** How near to its end a reader still follows what arrives. */
export const END_PX = 40;

/**
 * Keeps who stands at the end there, whatever arrives, grows or shrinks. Only going up leads away from it: when much arrives at
 * once the end is far below for a moment, and nobody has moved. `follows`: what is appended is new, not history. `sticks`: whether
 * the reader is there; begins as the visit does, at the end or at a rule or a link, where no scrolling may tell it.
 */
export function useStick(
  scroller: RefObject<HTMLDivElement | null>,
  line: Line,
  { follows, sticks }: { readonly follows: boolean; readonly sticks: RefObject<boolean> },
): void {
  const mayStick = useRef(follows);
  mayStick.current = follows;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let before = { top: element.scrollTop, height: element.scrollHeight };
    let wasThere = false;
    const look = () => {
      const { scrollTop: top, scrollHeight: height, clientHeight } = element;
      const isThere = height - top - clientHeight < END_PX;
      // What was let go above takes as much height away: that is nobody's going up.
      const wentUp = before.top - top > Math.max(0, before.height - height) + 1;
      before = { top, height };
      if (isThere) sticks.current = true;
      else if (!wasThere || wentUp || !mayStick.current) sticks.current = false;
      wasThere ||= isThere;
    };
    // The composer grows, a keyboard comes up, a window shrinks.
    const observer = new ResizeObserver(() => {
      if (sticks.current) line.scrollToEnd();
    });
    element.addEventListener('scroll', look, { passive: true });
    observer.observe(element);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, line, sticks]);

  const height = line.getTotalSize();
  const drawn = useRef(height);
  useLayoutEffect(() => {
    if (drawn.current === height) return;
    drawn.current = height;
    const element = scroller.current;
    if (!element || !mayStick.current) return;
    // Who sticks is not asked where he is: with each message that would be a layout more.
    if (sticks.current) line.scrollToEnd();
    // All of it is in sight.
    else if (element.scrollHeight - element.scrollTop - element.clientHeight < END_PX) sticks.current = true;
  }, [scroller, line, sticks, height]);
}
