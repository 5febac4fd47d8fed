import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Wire } from './Wire.tsx';
import './slot.css';

interface BannerProps {
  /** `offline` is warm (something is still with you); `online` says that it is over; `plain` has no wire. */
  kind: 'offline' | 'online' | 'plain';
  /** What is: "Offline since 10:42."; narrow pages leave a `<span>` of it out. */
  title: ReactNode;
  /** What follows: "2 messages are kept on this device and go out by themselves, in order." */
  children?: ReactNode;
  /** The same in three words, for narrow pages. */
  short?: ReactNode;
  /** One quiet button: "Try now". */
  action?: ReactNode;
}

/**
 * One sentence about the connection, in the slot it shares with the typing line. Nothing moves when it comes. It is not read out:
 * it stands in each conversation anew, and counts.
 */
export function Banner({ kind, title, children, short, action }: BannerProps) {
  return (
    <div className={cx('ui-banner', `is-${kind}`, short !== undefined && 'has-short')}>
      {kind !== 'plain' && <Wire on={kind === 'online'} />}
      <b>{title}</b>
      <span className="ui-banner-long">{children}</span>
      {short !== undefined && <span className="ui-banner-short">{short}</span>}
      {action && <span className="ui-banner-act">{action}</span>}
    </div>
  );
}
