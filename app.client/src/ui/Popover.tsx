import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import './menu.css';

export interface PopoverProps {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** The button that opens it, and what it stands beside. */
  trigger: ReactElement;
  /** Its accessible name. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom';
  /** No padding and no width of its own: a picker. */
  bare?: boolean;
}

/** A card beside what it speaks of: a message's story, an emoji picker. The page behind it stays usable. */
export function Popover({
  open,
  onOpenChange,
  trigger,
  label,
  children,
  align = 'end',
  side = 'bottom',
  bare,
}: PopoverProps) {
  const held = { ...(open === undefined ? {} : { open }), ...(onOpenChange ? { onOpenChange } : {}) };
  return (
    <Radix.Root {...held}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={cx('ui-popover', bare && 'is-bare')}
          aria-label={label}
          align={align}
          side={side}
          sideOffset={8}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
