import { BellOff } from 'lucide-react';
import type { ComponentProps, ElementType, ReactNode } from 'react';
import { cx } from '../cx.ts';
import './rail-item.css';

interface RailItemParts {
  /** `Avatar` in `large`, or `AvatarPair` for a group. */
  face: ReactNode;
  name: ReactNode;
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

/** The props of an item: its parts, and those of the link it is (`a`, or a router's `Link` through `as`). */
export type RailItemProps<Link extends ElementType = 'a'> = RailItemParts & { as?: Link } & Omit<
    ComponentProps<Link>,
    keyof RailItemParts | 'as' | 'children'
  >;

/** One conversation in the list: face, name, time, one line of it, what is unread. */
export function RailItem<Link extends ElementType = 'a'>(props: RailItemProps<Link>) {
  const {
    as,
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
  const Element: ElementType = as ?? 'a';
  return (
    <Element
      {...rest}
      aria-current={here ? 'page' : undefined}
      className={cx('ui-rail-item', here && 'is-here', unread && 'is-unread', muted && 'is-muted', className)}
    >
      {face}
      <span className="ui-rail-name">{name}</span>
      <time dateTime={dateTime}>{time}</time>
      <span className="ui-rail-preview">
        {mark}
        <span>{preview}</span>
      </span>
      {count || (muted && <BellOff className="ui-rail-muted" role="img" aria-label={mutedLabel} />)}
    </Element>
  );
}
