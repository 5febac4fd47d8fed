import { CircleDot, Copy, History, Link, Pencil, Trash2 } from 'lucide-react';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { MoreButton } from './MoreButton.tsx';
import type { RowActionsProps } from './RowActions.tsx';
import { useTakenOverFocus } from './use-taken-over-focus.ts';

/** All that can be done with a message. */
export function RowMenu(props: RowActionsProps) {
  const { open, onOpenChange, onCopyText, onCopyLink, onMarkUnread, onStory, onEdit, onDelete } = props;
  const button = useTakenOverFocus();
  return (
    <Menu open={open} onOpenChange={onOpenChange} trigger={<MoreButton ref={button} />}>
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
  );
}
