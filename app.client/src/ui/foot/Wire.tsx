import { cx } from '../cx.ts';
import './slot.css';

/** The connection as a piece of line: whole and green, or dashed and warm with an empty end. Words stand beside it. */
export function Wire({ on, small }: { on: boolean; small?: boolean | undefined }) {
  return (
    <svg className={cx('ui-wire', on ? 'is-on' : 'is-off', small && 'is-small')} viewBox="0 0 34 10" aria-hidden="true">
      <path d="M5 5h24" />
      <circle cx="4" cy="5" r="3" />
      <circle cx="30" cy="5" r="3" />
    </svg>
  );
}
