import { Check, ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import './page-bar.css';

interface PageBarProps {
  /** Said in whole to a pointer, since a long one is cut. */
  title: string;
  subtitle?: ReactNode;
  /** `Seal`, then `IconButton`s. Those with the class `ui-wide-only` give way on a phone. */
  children?: ReactNode;
  /** Back to the list, where one pane is seen at a time. */
  onBack?: (() => void) | undefined;
  backLabel?: string;
}

/** The head of a page: where one is, and how complete it is. */
export function PageBar({ title, subtitle, children, onBack, backLabel = 'Back to the list' }: PageBarProps) {
  return (
    <header className="ui-bar">
      {onBack && (
        <IconButton className="ui-bar-back" label={backLabel} onClick={onBack}>
          <ChevronLeft className="ui-mirror" />
        </IconButton>
      )}
      <div className="ui-bar-title">
        <h1 title={title}>{title}</h1>
        {subtitle && <p>{subtitle}</p>}
      </div>
      {children}
    </header>
  );
}

interface SealProps {
  /** "Complete to"; narrow pages leave it out. */
  text: string;
  /** "4,724". */
  number: ReactNode;
  /** "at 10:42": it was checked then, and cannot be checked now. */
  at?: ReactNode;
  /** The whole sentence, for the pointer and a screen reader. */
  label: string;
  onOpen: () => void;
}

/** Claims only what was checked: every number up to here is on this device. Opens the doctor. */
export function Seal({ text, number, at, label, onOpen }: SealProps) {
  return (
    <button
      type="button"
      className={cx('ui-seal', at !== undefined && 'is-old')}
      title={label}
      aria-label={label}
      onClick={onOpen}
    >
      <Check />
      <span className="ui-seal-text">{text}</span>
      <b>{number}</b>
      {at !== undefined && <span>{at}</span>}
    </button>
  );
}
