import { ArrowDown } from 'lucide-react';
import './foot.css';

interface JumpToLatestProps {
  /** How many arrived since the reader scrolled up; nothing is written beside it when none did. */
  count: number;
  /** "Jump to the latest, 3 new". */
  label: string;
  onJump: () => void;
}

/** A bead at the line's foot: the way back to its end. */
export function JumpToLatest({ count, label, onJump }: JumpToLatestProps) {
  return (
    <button type="button" className="ui-jump" aria-label={label} title={label} onClick={onJump}>
      {count > 0 && <b aria-hidden="true">{count > 99 ? '99+' : count}</b>}
      <ArrowDown />
    </button>
  );
}
