import { type PointerEvent, useCallback, useEffect, useRef } from 'react';

const PRESS_MS = 450;
const SLIP_PX = 10;

/** A finger that rests on a row asks what can be done with it; one that moves is scrolling. */
export function useLongPress(onPress: () => void) {
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const release = useCallback(() => {
    if (held.current) clearTimeout(held.current.timer);
    held.current = null;
  }, []);
  useEffect(() => release, [release]);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') return;
      release();
      held.current = { timer: setTimeout(onPress, PRESS_MS), x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const start = held.current;
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLIP_PX) release();
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
}
