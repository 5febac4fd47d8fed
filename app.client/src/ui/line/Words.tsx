import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import './words.css';

/** What people say, set as a book: paragraphs, quotes, lists, code, links. Each paragraph has its own direction. */
export function Words({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx('ui-words', className)} />;
}

export interface QuoteProps {
  /** Whom it is from, in the interface's face. */
  name: ReactNode;
  children: ReactNode;
  /** Goes to the quoted message; without it the quote stands still. */
  onOpen?: (() => void) | undefined;
}

/** What is being answered, one line of it, above the answer. */
export function Quote({ name, children, onOpen }: QuoteProps) {
  const inside = (
    <>
      <b>{name}</b>
      <span dir="auto">{children}</span>
    </>
  );
  if (!onOpen) return <blockquote className="ui-quote">{inside}</blockquote>;
  return (
    <button type="button" className="ui-quote" onClick={onOpen}>
      {inside}
    </button>
  );
}

export interface ReactionProps {
  emoji: string;
  count: number;
  mine?: boolean | undefined;
  /** "Thumbs up, 4, with you": who and how many, in words. */
  label: string;
  onToggle?: (() => void) | undefined;
}

/** One reaction and how many gave it; mine is tinted and pressed. */
export function Reaction({ emoji, count, mine = false, label, onToggle }: ReactionProps) {
  return (
    <button
      type="button"
      className={cx('ui-reaction', mine && 'is-mine')}
      aria-pressed={mine}
      aria-label={label}
      title={label}
      onClick={onToggle}
    >
      <span aria-hidden="true">{emoji}</span>
      <b>{count}</b>
    </button>
  );
}

/** The row of reactions below the words. */
export function Reactions({ children }: { children: ReactNode }) {
  return <div className="ui-reactions">{children}</div>;
}

export interface FailedNoteProps {
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
