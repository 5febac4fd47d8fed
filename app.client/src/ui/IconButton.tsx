import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import './button.css';

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, in words: its accessible name and what the pointer is told. */
  label: string;
  /** Stands for something that is open or switched on (sets `aria-pressed`). */
  on?: boolean | undefined;
}

/** A square button that shows one icon: 32 px, 28 in compact, 44 under a finger. */
export function IconButton({ label, on, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      aria-pressed={on}
      className={cx('ui-icon-button', on && 'is-on', className)}
    />
  );
}
