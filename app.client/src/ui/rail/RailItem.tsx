import { BellOff } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import './rail-item.css';

interface RailItemProps extends Omit<ComponentProps<'a'>, 'children'> {
  /** `Avatar` in `large`, or `AvatarPair` for a group. */
  face: ReactNode;
  /** Said in whole to a pointer, since a long one is cut. */
  name: string;
  time?: ReactNode;
  dateTime?: string | undefined;
  /** Before the preview: a small `Tick`, or `DraftMark`. */
  mark?: ReactNode;
  /** One line of what was said last. */
  preview: ReactNode;
  /** A `Badge`; it makes the item unread. */
  count?: ReactNode;
  unread?: boolean | undefined;
  muted?: boolean | undefined;
  mutedLabel?: string;
  /** The open conversation. */
  here?: boolean | undefined;
}

/** One conversation in the list, a link: face, name, time, one line of it, what is unread. */
export function RailItem(props: RailItemProps) {
  const {
    face,
    name,
    time,
    dateTime,
    preview,
    mark,
    count,
    unread,
    muted,
    mutedLabel = 'Muted',
    here,
    className,
    ...rest
  } = props;
  return (
    <a
      {...rest}
      aria-current={here ? 'page' : undefined}
      className={cx('ui-rail-item', here && 'is-here', unread && 'is-unread', muted && 'is-muted', className)}
    >
      {face}
      <span className="ui-rail-name" title={name}>
        {name}
      </span>
      <time dateTime={dateTime}>{time}</time>
      <span className="ui-rail-preview">
        {mark}
        <span>{preview}</span>
      </span>
      {count || (muted && <BellOff className="ui-rail-muted" role="img" aria-label={mutedLabel} />)}
    </a>
  );
}
