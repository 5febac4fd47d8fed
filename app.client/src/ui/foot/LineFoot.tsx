import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import './foot.css';

interface LineFootProps {
  /** What leads from the last row to the next place: dots when nothing waits, dashes while something is unsent, a fade while the end of the line is out of sight. */
  lead: 'dots' | 'dashes' | 'fade';
  /** The one slot of 38 px: `Banner` or `TypingLine`, and the banner wins. It is there when it is empty. */
  slot?: ReactNode;
  /** `JumpToLatest`, in the place of the ring. */
  jump?: ReactNode;
  /** `ComposerFrame`, or a sentence why nothing can be written here. */
  children: ReactNode;
}

/** The foot of the line: what is going on, and the ring, which is the place the next message gets. */
export function LineFoot({ lead, slot, jump, children }: LineFootProps) {
  return (
    <div className={cx('ui-foot', `leads-${lead}`)}>
      <div className="ui-foot-slot">
        <div className="ui-foot-in">{slot}</div>
      </div>
      <div className="ui-foot-composer">
        <span className="ui-foot-end">{jump ?? <i className="ui-ring" aria-hidden="true" />}</span>
        <div className="ui-foot-box">{children}</div>
      </div>
    </div>
  );
}
