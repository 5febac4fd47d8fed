import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Line } from './use-line.ts';

/** How near to its end a reader still follows what arrives. */
export const END_PX = 40;

/** So near to the end it is worth a layout to know whether it has come into sight. */
const NEAR_PX = 400;

/** So long after somebody turned the wheel up, or drew the page down, that scrolling may still have to be told. */
const LEAVING_MS = 500;

/** Whether the reader stands at the end of the line, and goes along with it. */
export interface Standing {
  /** The reader was there when last seen. */
  readonly sticks: RefObject<boolean>;
  /** What is appended is new, not history. */
  readonly grows: RefObject<boolean>;
  /** The reader is just going up, as far as wheel and finger tell. */
  readonly leaves: () => boolean;
  /** The reader is there and is not just going away: what arrives may lead to the end. */
  readonly follows: () => boolean;
  /** Looks where the reader is. To be called for each scrolling, before anything is drawn for its sake. */
  readonly look: () => void;
}

/**
 * Notes whether the reader stands at the end. Only going up leads away from it: when much arrives at once the end is far below
 * for a moment, and nobody has moved. `isNew`: what is appended is new, not history. `fromEnd`: this visit begins at the end,
 * not at a rule or a link, where no scrolling may tell that the reader stands elsewhere.
 */
export function useStanding(
  scroller: RefObject<HTMLDivElement | null>,
  { isNew, fromEnd }: { readonly isNew: boolean; readonly fromEnd: boolean },
): Standing {
  const sticks = useRef(fromEnd);
  const grows = useRef(isNew);
  grows.current = isNew;
  const leftAt = useRef(Number.NEGATIVE_INFINITY);
  const seen = useRef({ top: 0, height: 0, wasThere: false });

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, scrollHeight: height, clientHeight } = element;
    const before = seen.current;
    const isThere = height - top - clientHeight < END_PX;
    // What was let go above takes as much height away: that is nobody's going up.
    const wentUp = before.top - top > Math.max(0, before.height - height) + 1;
    if (isThere) sticks.current = true;
    else if (!before.wasThere || wentUp || !grows.current) sticks.current = false;
    seen.current = { top, height, wasThere: before.wasThere || isThere };
  }, [scroller]);

  // The browser scrolls first and tells it with the next frame: what arrives in between must not lead back.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let finger = 0;
    const leave = () => {
      leftAt.current = performance.now();
    };
    const turn = ({ deltaY, ctrlKey }: WheelEvent) => {
      if (deltaY < 0 && !ctrlKey) leave();
    };
    const touch = ({ touches }: TouchEvent) => {
      finger = touches[0]?.clientY ?? 0;
    };
    const draw = (event: TouchEvent) => {
      const before = finger;
      touch(event);
      if (finger > before) leave();
    };
    element.addEventListener('wheel', turn, { passive: true });
    element.addEventListener('touchstart', touch, { passive: true });
    element.addEventListener('touchmove', draw, { passive: true });
    return () => {
      element.removeEventListener('wheel', turn);
      element.removeEventListener('touchstart', touch);
      element.removeEventListener('touchmove', draw);
    };
  }, [scroller]);

  return useMemo(() => {
    const leaves = () => performance.now() - leftAt.current < LEAVING_MS;
    return { sticks, grows, leaves, follows: () => sticks.current && grows.current && !leaves(), look };
  }, [look]);
}

/** What is below what is in sight, as far as the line knows without asking the page, which would lay it out. */
const belowOf = (line: Line): number => line.getTotalSize() - (line.scrollOffset ?? 0) - (line.scrollRect?.height ?? 0);

/** Keeps who stands at the end there, whatever arrives, grows or shrinks. */
export function useStick(scroller: RefObject<HTMLDivElement | null>, line: Line, standing: Standing): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // The composer grows, a keyboard comes up, a window shrinks.
    const observer = new ResizeObserver(() => {
      if (standing.sticks.current) line.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, line, standing]);

  const height = line.getTotalSize();
  const drawn = useRef(height);
  useLayoutEffect(() => {
    if (drawn.current === height) return;
    drawn.current = height;
    // Who sticks is not asked where he is: with each message that would be a layout more.
    if (standing.follows()) line.scrollToEnd();
    // The end may have come near.
    else if (standing.grows.current && !standing.sticks.current && belowOf(line) < NEAR_PX) standing.look();
  }, [line, standing, height]);
}
