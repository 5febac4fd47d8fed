import { Copy, Pencil } from 'lucide-react';
import { IconButton } from '../../ui/IconButton.tsx';
import { RowTools } from '../../ui/line/RowTools.tsx';
import { RowMenu } from './later.ts';

/** What can be done with a message; what is left out cannot. */
export interface RowDoings {
  readonly onCopyText?: (() => void) | undefined;
  readonly onCopyLink?: (() => void) | undefined;
  readonly onMarkUnread?: (() => void) | undefined;
  readonly onStory?: (() => void) | undefined;
  readonly onEdit?: (() => void) | undefined;
  readonly onDelete?: (() => void) | undefined;
}

/** What may be done with a row, and whether its menu is open. */
export interface RowActionsProps extends RowDoings {
  /** The menu is opened from outside too: by a long press. */
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The two nearest things to do, and all of them in a menu. */
export function RowActions(props: RowActionsProps) {
  const { onCopyText, onEdit } = props;
  return (
    <RowTools>
      {onEdit ? (
        <IconButton label="Edit" onClick={onEdit}>
          <Pencil />
        </IconButton>
      ) : (
        onCopyText && (
          <IconButton label="Copy text" onClick={onCopyText}>
            <Copy />
          </IconButton>
        )
      )}
      <RowMenu {...props} />
    </RowTools>
  );
}
