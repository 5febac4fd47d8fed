import { createElement } from 'react';
import { later, laterOver } from '../../ui/later.ts';
import { MoreButton } from './MoreButton.tsx';
import type { RowActionsProps } from './RowActions.tsx';

/** RowMenu, later; until then its button, which opens it as soon as it is here. */
export const RowMenu = later(
  async () => (await import('./RowMenu.tsx')).RowMenu,
  ({ open, onOpenChange }: RowActionsProps) =>
    createElement(MoreButton, { 'aria-haspopup': 'menu', 'aria-expanded': open, onClick: () => onOpenChange(true) }),
);
/** StoryCard, later. */
export const StoryCard = later(async () => (await import('./StoryCard.tsx')).StoryCard);
/** DeleteDialog, later. */
export const DeleteDialog = laterOver(
  async () => (await import('./DeleteDialog.tsx')).DeleteDialog,
  ({ row }) => row !== null,
);
