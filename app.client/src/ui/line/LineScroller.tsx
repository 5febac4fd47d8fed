import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import './line.css';

/** What scrolls: the page between the bar and the foot. Short conversations stand at the bottom. */
export function LineScroller({ children, className, ...rest }: ComponentProps<'div'> & { children: ReactNode }) {
  return (
    <div {...rest} className={cx('ui-timeline', className)}>
      <div className="ui-timeline-inner">{children}</div>
    </div>
  );
}
