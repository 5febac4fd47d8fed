import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Bead } from './Bead.tsx';
import './line.css';
import './notes.css';

interface NoteShape extends ComponentProps<'div'> {
  kind: string;
  number?: string | undefined;
  notch?: boolean;
  end?: ReactNode;
}

function Note({ kind, number, notch = false, end, children, className, ...rest }: NoteShape) {
  return (
    <div {...rest} className={cx('ui-row', kind, className)}>
      <span className="ui-row-no">{number}</span>
      <Bead notch={notch} bare={!notch} />
      <div className="ui-row-words">{children}</div>
      {end && <span className="ui-row-end">{end}</span>}
    </div>
  );
}

interface DaySeparatorProps extends Omit<ComponentProps<'div'>, 'children'> {
  /** "Today", "Yesterday", "Thursday", or the date. */
  children: ReactNode;
  first?: boolean | undefined;
}

/** A new day on the line; the very first one has no line above it. */
export function DaySeparator({ children, first, className, ...rest }: DaySeparatorProps) {
  return (
    <Note {...rest} kind="is-day" className={cx(first && 'is-lineless', className)}>
      <span>{children}</span>
    </Note>
  );
}

interface NewDividerProps extends Omit<ComponentProps<'div'>, 'children'> {
  /** "3 new". */
  count: ReactNode;
  /** "since 09:05". */
  since?: ReactNode;
  /** A quiet button beside the count: "Why 3?". */
  why?: ReactNode;
  /** A quiet button: "Mark read". */
  action?: ReactNode;
}

/** Where this visit's unread begins: an ink rule that leaves the line. It stays until the visit ends. */
export function NewDivider({ count, since, why, action, ...rest }: NewDividerProps) {
  return (
    <Note {...rest} kind="is-fresh" end={action}>
      <b>{count}</b>
      {since && (
        <span>
          <span>{since}</span>
        </span>
      )}
      {why}
    </Note>
  );
}

interface ChangeRowProps extends Omit<ComponentProps<'div'>, 'children'> {
  number?: string | undefined;
  first?: boolean | undefined;
  /** "<b>Ines</b> pinned the tide table". */
  children: ReactNode;
}

/** A change that has a number and is no message: somebody joined, a pin, a new name. */
export function ChangeRow({ number, first, className, children, ...rest }: ChangeRowProps) {
  return (
    <Note {...rest} kind="is-change" number={number} notch className={cx(first && 'is-first', className)}>
      {children}
    </Note>
  );
}

/** What comes before or after is not there: stands where the line breaks off. `action`: a quiet button. */
export function EdgeRow({ className, children, action, ...rest }: ComponentProps<'div'> & { action?: ReactNode }) {
  return (
    <Note {...rest} kind="is-change" className={cx('is-lineless', className)}>
      {children}
      {action}
    </Note>
  );
}

/** An empty conversation: its line goes on in dots to the composer's ring, and says what comes next. */
export function BeginRow({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <Note kind="is-begin">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="ui-begin-acts">{actions}</div>}
    </Note>
  );
}
