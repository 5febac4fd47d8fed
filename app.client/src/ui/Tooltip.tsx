import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import './menu.css';

export interface TooltipProps {
  /** What is told. Never the only place where it is told. */
  text: ReactNode;
  /** What it is told about; it must be able to take the focus. */
  children: ReactElement;
  side?: 'top' | 'bottom';
}

/** A few more words on hover and on focus. */
export function Tooltip({ text, children, side = 'top' }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={500}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content className="ui-tooltip" side={side} sideOffset={6} collisionPadding={8}>
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
