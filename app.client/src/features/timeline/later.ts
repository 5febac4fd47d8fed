import { type ComponentProps, createElement, useEffect } from 'react';
import { later } from '../../ui/later.ts';
import { laterOver } from '../../ui/later-over.ts';
import { MoreButton } from './MoreButton.tsx';
import type { RowActionsProps } from './RowActions.tsx';
import type { StoryCard as Card } from './StoryCard.tsx';
// Of the first page, too: in the lists of what comes later its name would cost more than it does.
import '../../ui/menu.css';

type Opened = Pick<RowActionsProps, 'open' | 'onOpenChange'>;

/** What was asked for and has not come is given up by whoever goes on with something else: it would open under other hands. */
function useGivenUp({ open, onOpenChange }: Opened): void {
  useEffect(() => {
    if (!open) return;
    const giveUp = () => onOpenChange(false);
    const kinds = ['keydown', 'pointerdown'];
    for (const kind of kinds) document.addEventListener(kind, giveUp);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, giveUp);
    };
  });
}

/** RowMenu, later; until then its button, which opens it as soon as it is here. */
export const RowMenu = later(
  'RowMenu',
  () => import('./RowMenu.tsx'),
  (props: RowActionsProps) => {
    useGivenUp(props);
    const { open, onOpenChange } = props;
    return createElement(MoreButton, {
      'aria-haspopup': 'menu',
      'aria-expanded': open,
      onClick: () => onOpenChange(true),
    });
  },
);
/** StoryCard, later. */
export const StoryCard = later(
  'StoryCard',
  () => import('./StoryCard.tsx'),
  (props: ComponentProps<typeof Card>) => {
    useGivenUp(props);
    return null;
  },
);
/** DeleteDialog, later. */
export const DeleteDialog = laterOver(
  'DeleteDialog',
  () => import('./DeleteDialog.tsx'),
  ({ row }) => row !== null,
);
