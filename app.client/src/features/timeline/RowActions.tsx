import { CircleDot, Copy, Ellipsis, History, Link, Pencil, Trash2 } from 'lucide-react';
import { IconButton } from '../../ui/IconButton.tsx';
import { RowTools } from '../../ui/line/RowTools.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';

/** What can be done with a message; what is left out cannot. */
export interface RowDoings {
  readonly onCopyText?: (() => void) | undefined;
  readonly onCopyLink?: (() => void) | undefined;
  readonly onMarkUnread?: (() => void) | undefined;
  readonly onStory?: (() => void) | undefined;
  readonly onEdit?: (() => void) | undefined;
  readonly onDelete?: (() => void) | undefined;
}

export interface RowActionsProps extends RowDoings {
  /** The menu is opened from outside too: by a long press. */
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The two nearest things to do, and all of them in a menu. */
export function RowActions(props: RowActionsProps) {
  const { open, onOpenChange, onCopyText, onCopyLink, onMarkUnread, onStory, onEdit, onDelete } = props;
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
      <Menu
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          <IconButton label="More">
            <Ellipsis />
          </IconButton>
        }
      >
        {onCopyText && (
          <MenuItem icon={<Copy />} onSelect={onCopyText}>
            Copy text
          </MenuItem>
        )}
        {onCopyLink && (
          <MenuItem icon={<Link />} onSelect={onCopyLink}>
            Copy link
          </MenuItem>
        )}
        {onMarkUnread && (
          <MenuItem icon={<CircleDot />} onSelect={onMarkUnread}>
            Mark as unread
          </MenuItem>
        )}
        {onStory && (
          <MenuItem icon={<History />} onSelect={onStory}>
            Story
          </MenuItem>
        )}
        {onEdit && (
          <MenuItem icon={<Pencil />} onSelect={onEdit}>
            Edit
          </MenuItem>
        )}
        {onDelete && <MenuSeparator />}
        {onDelete && (
          <MenuItem icon={<Trash2 />} danger onSelect={onDelete}>
            Delete
          </MenuItem>
        )}
      </Menu>
    </RowTools>
  );
}
