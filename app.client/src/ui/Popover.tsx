import { Popover as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useRef } from 'react';
import { cx } from './cx.ts';
import './menu.css';

interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The button that opens it, and what it stands beside. A button of many costs nothing until it is used. */
  anchor: RefObject<HTMLElement | null>;
  /** Its accessible name. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  /** No padding and no width of its own: a picker. */
  bare?: boolean;
}

/** A card beside what it speaks of: a message's story, an emoji picker. The page behind it stays usable. */
export function Popover(props: PopoverProps) {
  const { open, onOpenChange, anchor, label, children, align = 'end', side = 'bottom', bare } = props;
  const leftBy = useRef<'elsewhere' | 'itself'>('itself');
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Radix.Portal>
        <Radix.Content
          className={cx('ui-popover', bare && 'is-bare')}
          aria-label={label}
          align={align}
          side={side}
          sideOffset={8}
          collisionPadding={8}
          onOpenAutoFocus={() => {
            leftBy.current = 'itself';
          }}
          onInteractOutside={(event) => {
            // Its own button closes it by itself: not here, and then open again there.
            if (anchor.current?.contains(event.target as Node)) event.preventDefault();
            else leftBy.current = 'elsewhere';
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (leftBy.current === 'itself') anchor.current?.focus();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
