import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import './words.css';

/** What people say, set as a book: paragraphs, quotes, lists, code, links. Each paragraph has its own direction. */
export function Words({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx('ui-words', className)} />;
}

interface FailedNoteProps {
  /** "Not sent. The upload stopped at 38 MB." */
  reason: ReactNode;
  /** Quiet buttons: Retry, Edit, Delete. */
  actions: ReactNode;
  children: ReactNode;
}

/** A message that needs somebody: its words, why it stopped, what can be done. */
export function FailedNote({ reason, actions, children }: FailedNoteProps) {
  return (
    <div className="ui-failed">
      <div>
        {children}
        <p className="ui-failed-why">{reason}</p>
      </div>
      <span className="ui-failed-acts">{actions}</span>
    </div>
  );
}
