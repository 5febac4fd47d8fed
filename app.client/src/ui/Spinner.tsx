import { cx } from './cx.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import './spinner.css';

/** Something takes a moment. With a `label` it is a status of its own, without one it only decorates. */
export function Spinner({ label, className }: { label?: string | undefined; className?: string | undefined }) {
  return (
    <span
      className={cx('ui-spinner', className)}
      role={label ? 'status' : undefined}
      aria-hidden={label ? undefined : true}
    >
      {label && <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  );
}
