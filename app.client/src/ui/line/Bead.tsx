import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import './line.css';

interface BeadProps {
  /** A face stands on the line in place of the small bead. */
  children?: ReactNode;
  /** A change (a pin, somebody joined) is a notch and no bead. */
  notch?: boolean | undefined;
  /** The line goes through, nothing sits on it. */
  bare?: boolean | undefined;
}

/** The piece of line that belongs to one row, and what sits on it. How it looks, the row says. */
export function Bead({ children, notch, bare }: BeadProps) {
  return (
    <span className="ui-bead" aria-hidden="true">
      {children || (!bare && <i className={cx(notch ? 'ui-notch' : 'ui-node')} />)}
    </span>
  );
}
