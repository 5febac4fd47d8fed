import { type RefObject, useEffect } from 'react';

/** Turned so far without a rest, in pixels, the wheel goes by what nobody means to point at. */
const SWIFT_PX = 500;

/** After such a pause a turn of the wheel is another one. */
const REST_MS = 150;

/**
 * Marks the line while the wheel runs, so that rows which only go by under a resting pointer are not looked for, told, and styled
 * as pointed at: that took a fifth of a frame. Whoever moves the pointer means something, and ends it.
 */
export function useSwiftWheel(scroller: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let turned = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      turned = 0;
      delete element.dataset.swift;
    };
    const turn = ({ deltaY, ctrlKey }: WheelEvent) => {
      if (ctrlKey) return;
      turned += Math.abs(deltaY);
      if (turned > SWIFT_PX) element.dataset.swift = '';
      clearTimeout(timer);
      timer = setTimeout(rest, REST_MS);
    };
    // One that rests is told to move as well, by nothing, when what is under it does.
    const point = ({ movementX, movementY }: PointerEvent) => {
      if (movementX !== 0 || movementY !== 0) rest();
    };
    element.addEventListener('wheel', turn, { passive: true });
    element.addEventListener('pointermove', point, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('wheel', turn);
      element.removeEventListener('pointermove', point);
    };
  }, [scroller]);
}
