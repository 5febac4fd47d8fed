import { type ComponentProps, useEffect, useLayoutEffect, useRef } from 'react';
import { cx } from '../cx.ts';
import './composer.css';

/**
 * Keeps the room of a text that is just being replaced. For a moment it is gone, and with it its height: what scrolls beside it
 * would be moved by that, and nobody would be told, since in the end all is as large as before.
 */
function holdRoom(area: HTMLElement): () => void {
  const room = area.parentElement;
  if (!room) return () => {};
  room.style.minHeight = `${room.offsetHeight}px`;
  return () => {
    room.style.minHeight = '';
  };
}

/** A textarea as tall as its text, up to eight rows. Where the browser cannot do it (`field-sizing`), it is measured. */
export function GrowingTextarea({ className, ref, ...rest }: ComponentProps<'textarea'>) {
  const own = useRef<HTMLTextAreaElement>(null);
  const { value } = rest;
  useLayoutEffect(() => {
    const area = own.current;
    if (!area || value === undefined || CSS.supports('field-sizing', 'content')) return;
    const letGo = holdRoom(area);
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    letGo();
  }, [value]);
  useEffect(() => {
    const area = own.current;
    if (!area) return;
    let letGo = () => {};
    const hold = () => {
      // Only what is marked can be replaced; a single letter costs nothing more than before.
      if (area.selectionStart !== area.selectionEnd) letGo = holdRoom(area);
    };
    const end = () => letGo();
    area.addEventListener('beforeinput', hold);
    area.addEventListener('input', end);
    // Where nothing came of it.
    area.addEventListener('blur', end);
    // They go with the area, which is the same as long as this is shown.
  }, []);
  return (
    <textarea
      rows={1}
      dir="auto"
      {...rest}
      ref={(area) => {
        own.current = area;
        if (typeof ref === 'function') return ref(area);
        if (ref) ref.current = area;
      }}
      className={cx('ui-growing', className)}
    />
  );
}
