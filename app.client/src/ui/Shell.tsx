import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import './shell.css';

interface ShellProps {
  /** The list of conversations. */
  rail: ReactNode;
  railLabel?: string;
  pageLabel?: string;
  /** The page: a bar, the line, its foot. */
  children: ReactNode;
  /** What is known about the conversation; left out, the page has the room. */
  details?: ReactNode;
  detailsLabel?: string;
  /** They are not yet those of the page, but of what was shown before, or none: nothing in them can be pressed. */
  detailsAreOld?: boolean;
  /** Below 768 px one pane is seen at a time: the list, or the page. */
  pane: 'rail' | 'page';
  /** On a phone, where the details are a sheet, a tap beside them closes them. */
  onCloseDetails?: (() => void) | undefined;
  skipLabel?: string;
}

/** The three panes: list, page, details; two with details over the page below 1200 px; one below 768. */
export function Shell(props: ShellProps) {
  const {
    rail,
    railLabel = 'List',
    pageLabel = 'Page',
    children,
    details,
    detailsLabel = 'Details',
    detailsAreOld = false,
    pane,
    onCloseDetails,
  } = props;
  const page = useRef<HTMLElement>(null);
  const hasDetails = details !== undefined && details !== null && details !== false;
  return (
    // One landmark around all three: below 768 px whichever pane is seen is the main thing.
    <main className={cx('ui-shell', `shows-${pane}`, hasDetails && 'has-details')}>
      <button type="button" className="ui-skip" onClick={() => page.current?.focus()}>
        {props.skipLabel ?? 'Skip to the conversation'}
      </button>
      <section className="ui-rail" aria-label={railLabel}>
        {rail}
      </section>
      <div className="ui-sheet">
        <section className="ui-page" ref={page} tabIndex={-1} aria-label={pageLabel}>
          {children}
        </section>
        {hasDetails && (
          <>
            <div className="ui-details-scrim" aria-hidden="true" onClick={onCloseDetails} />
            <section
              className="ui-details"
              aria-label={detailsLabel}
              aria-busy={detailsAreOld || undefined}
              inert={detailsAreOld}
            >
              {details}
            </section>
          </>
        )}
      </div>
    </main>
  );
}
