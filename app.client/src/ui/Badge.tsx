import { cx } from './cx.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import './badge.css';

interface BadgeProps {
  /** `marked`: a mark alone, with nothing to count. */
  count: number | 'marked';
  /** Somebody was named: the count wears an @. */
  mention?: boolean | undefined;
  /** What is counted: "unread", "unread, you are mentioned". */
  label?: string | undefined;
}

/** How many are unread; nothing at all when none are, and never wider than "99+". */
export function Badge({ count, mention = false, label = 'unread' }: BadgeProps) {
  if (count === 'marked') {
    return (
      <span className="ui-badge is-mark">
        <VisuallyHidden>marked as unread</VisuallyHidden>
      </span>
    );
  }
  if (count <= 0) return null;
  return (
    <span className={cx('ui-badge', mention && 'is-mention')}>
      <span aria-hidden="true" dir="ltr">
        {mention && '@'}
        {count > 99 ? '99+' : count}
      </span>
      <VisuallyHidden>{`${count} ${label}`}</VisuallyHidden>
    </span>
  );
}
