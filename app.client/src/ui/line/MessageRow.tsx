import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Bead } from './Bead.tsx';
import './line.css';
import './message-row.css';

/** Where a row stands: on the record, still with you, or stopped and waiting for you. */
type RowState = 'set' | 'unsent' | 'failed';

interface MessageRowProps extends Omit<ComponentProps<'div'>, 'children'> {
  /** Its number, as it is shown: "4,712". An unsent message has none. */
  number?: string | undefined;
  /** What the pointer hears on the number: which numbers were skipped and what they are. */
  numberTitle?: string | undefined;
  /** `RowHead` for the first row of a group; without it this is a further row with a small bead. */
  head?: ReactNode;
  /** The author's face on the line; one's own rows have none and get the ink bead. */
  face?: ReactNode;
  own?: boolean | undefined;
  state?: RowState | undefined;
  /** Somebody came here on purpose: a link, a search, a quote. */
  target?: boolean | undefined;
  /** The line begins here: nothing is above. */
  first?: boolean | undefined;
  /** `RowTools`, seen on hover and while the row or anything in it has the focus. */
  tools?: ReactNode;
  /** The margin of who has it: a tick, readers' faces. Its place is kept when it is empty. */
  end?: ReactNode;
  /** What was said. */
  children: ReactNode;
}

/**
 * One message on the line. When `state` goes from `unsent` to `set` on the same element, the dashed
 * piece fills downwards, the ring becomes a disc and the border fades; nothing changes its place.
 * In a list it is given `role="listitem"`, its name and its place; `tabIndex` makes it part of a roving focus.
 */
export function MessageRow(props: MessageRowProps) {
  const {
    number,
    numberTitle,
    head,
    face,
    own,
    state = 'set',
    target,
    first,
    tools,
    end,
    children,
    className,
    ...rest
  } = props;
  return (
    <div
      {...rest}
      className={cx(
        'ui-row',
        head ? 'is-head' : 'is-next',
        own && 'is-own',
        state !== 'set' && 'is-unsent',
        state === 'failed' && 'is-failed',
        target && 'is-target',
        first && 'is-first',
        className,
      )}
    >
      <span className="ui-row-no" title={numberTitle}>
        {number}
      </span>
      <Bead>{face}</Bead>
      <div className="ui-row-words">
        {head}
        {children}
        {tools}
      </div>
      {end && <span className="ui-row-end">{end}</span>}
    </div>
  );
}
