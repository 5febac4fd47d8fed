import { ChevronRight, Search } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Brand } from '../Mark.tsx';
import './rail.css';

/** The head of the list: the mark, and one or two `IconButton`s. */
export function RailHead({ children }: { children?: ReactNode }) {
  return (
    <header className="ui-rail-head">
      <h1>
        <Brand />
      </h1>
      <span>{children}</span>
    </header>
  );
}

/** Opens the switcher; it looks like the field it leads to. */
export function RailGoto({ children, keys, ...rest }: ComponentProps<'button'> & { keys?: string | undefined }) {
  return (
    <button type="button" {...rest} className="ui-rail-goto">
      <Search />
      <span>{children}</span>
      {keys && <kbd>{keys}</kbd>}
    </button>
  );
}

/** The list itself: it scrolls, the rest of the rail stands. */
export function RailList({ label, ...rest }: ComponentProps<'nav'> & { label: string }) {
  return <nav {...rest} aria-label={label} className="ui-rail-list" />;
}

/** A section's name in the list: "Unread". */
export function RailLabel({ children }: { children: ReactNode }) {
  return <h2 className="ui-rail-label">{children}</h2>;
}

/** Leads to another part of the list, or back. */
export function RailDoor({
  icon,
  count,
  children,
  ...rest
}: ComponentProps<'button'> & { icon: ReactNode; count?: number }) {
  return (
    <button type="button" {...rest} className="ui-rail-door">
      {icon}
      <span>{children}</span>
      {count !== undefined && <small>{count}</small>}
    </button>
  );
}

interface RailNoticeProps extends Omit<ComponentProps<'button'>, 'title'> {
  /** "4 not sent yet". */
  title: ReactNode;
  /** "kept on this device". */
  children: ReactNode;
  /** Nothing is in the way: a door like any other, and not warm. */
  calm?: boolean;
}

/** What is still with you: warm, dashed, and the way to the outbox; calm, what else waits for a press. */
export function RailNotice({ title, children, calm, ...rest }: RailNoticeProps) {
  return (
    <button type="button" {...rest} className={cx('ui-rail-notice', calm && 'is-calm')}>
      <i aria-hidden="true" />
      <span>
        <b>{title}</b>
        <small>{children}</small>
      </span>
      <ChevronRight className="ui-mirror" />
    </button>
  );
}

interface RailMeProps {
  face: ReactNode;
  name: ReactNode;
  /** The connection in words, beside a small `Wire`. */
  connection: ReactNode;
  /** `IconButton`s: settings. */
  children?: ReactNode;
}

/** Oneself at the foot of the list, and how the connection is. */
export function RailMe({ face, name, connection, children }: RailMeProps) {
  return (
    <footer className="ui-rail-me">
      {face}
      <span>
        <b>{name}</b>
        <span className="ui-rail-connection">{connection}</span>
      </span>
      {children}
    </footer>
  );
}
