import { type ComponentProps, useLayoutEffect, useRef } from 'react';
import { cx } from '../cx.ts';
import './composer.css';

/** A textarea as tall as its text, up to eight rows. Where the browser cannot do it (`field-sizing`), it is measured. */
export function GrowingTextarea({ className, ref, ...rest }: ComponentProps<'textarea'>) {
  const own = useRef<HTMLTextAreaElement>(null);
  const { value } = rest;
  useLayoutEffect(() => {
    const area = own.current;
    if (!area || value === undefined || CSS.supports('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [value]);
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
