import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import './menu.css';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** `MenuItem`, `MenuSeparator`. */
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/** A menu under its button. It is not modal: a modal one would write a `<style>` into the page to stop scrolling. */
export function Menu({ trigger, children, align = 'end', side = 'bottom', open, onOpenChange }: MenuProps) {
  const held = { ...(open === undefined ? {} : { open }), ...(onOpenChange ? { onOpenChange } : {}) };
  return (
    <Radix.Root modal={false} {...held}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="ui-menu" align={align} side={side} sideOffset={6} collisionPadding={8} loop>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  /** The key that does the same: "E". */
  keys?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  onSelect: () => void;
}

/** One thing to do. What destroys is red and stands last. */
export function MenuItem({ icon, children, keys, danger, disabled, onSelect }: MenuItemProps) {
  return (
    <Radix.Item className={cx('ui-menu-item', danger && 'is-danger')} disabled={disabled ?? false} onSelect={onSelect}>
      {icon}
      <span>{children}</span>
      {keys && <kbd>{keys}</kbd>}
    </Radix.Item>
  );
}

/** A hair between two groups of things. */
export function MenuSeparator() {
  return <Radix.Separator className="ui-menu-separator" />;
}
