import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './Spinner.tsx';
import './button.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is the one thing this screen is for; `quiet` is a word that acts; `danger` destroys. */
  variant?: 'plain' | 'primary' | 'quiet' | 'danger';
  /** `big` is 44 px and as wide as its column. */
  size?: 'normal' | 'big';
  /** Shows a spinner in the place of the label without changing the width, and takes no more clicks. */
  busy?: boolean | undefined;
}

/** A button with words. Its type is `button` unless said otherwise, so that no form is sent by accident. */
export function Button({ variant = 'plain', size = 'normal', busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={cx('ui-button', `is-${variant}`, size === 'big' && 'is-big', busy && 'is-busy', className)}
    >
      <span className="ui-button-label">{children}</span>
      {busy && <Spinner className="ui-button-spin" />}
    </button>
  );
}
