import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import './choice.css';

interface ChipProps {
  /** "from": what kind of thing it is. */
  kind?: ReactNode;
  children: ReactNode;
  /** Takes it away again, with the words for it: "Remove Ines". */
  onRemove?: (() => void) | undefined;
  removeLabel?: string;
}

/** Something chosen that can be taken away: a person for a new group, a condition of a search. */
export function Chip({ kind, children, onRemove, removeLabel = 'Remove' }: ChipProps) {
  return (
    <span className="ui-chip">
      {kind && <i>{kind}</i>}
      {children}
      {onRemove && (
        <button type="button" aria-label={removeLabel} title={removeLabel} onClick={onRemove}>
          <X className="ui-chip-x" />
        </button>
      )}
    </span>
  );
}
