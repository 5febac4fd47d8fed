import type { RefObject } from 'react';
import type { MessageRow } from '../../chat/use-messages.ts';
import { Popover } from '../../ui/Popover.tsx';
import { MessageStory } from './MessageStory.tsx';

interface StoryCardProps {
  row: MessageRow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The tick of the row. */
  anchor: RefObject<HTMLElement | null>;
}

/** The story of one message, beside its tick. */
export function StoryCard({ row, ...popover }: StoryCardProps) {
  return (
    <Popover label="The story of this message" {...popover}>
      <MessageStory row={row} />
    </Popover>
  );
}
