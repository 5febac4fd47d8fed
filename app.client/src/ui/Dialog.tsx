import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import { DialogBody } from './DialogBody.tsx';
import { behind, giveFocus, placesAround } from './focus-places.ts';
import { IconButton } from './IconButton.tsx';
import { isComposing } from './keys.ts';
import './dialog.css';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** The first line under the title, read out with it. */
  description?: ReactNode;
  children?: ReactNode;
  /** The line of buttons at the foot, the one that goes on last. */
  footer?: ReactNode;
  /** 420, 580 or 800 px. */
  size?: 'small' | 'normal' | 'wide';
  /** `false` while it may not be left: a session that ended. */
  closable?: boolean;
  closeLabel?: string;
}

const FIELD =
  '.ui-dialog-body :is(input, textarea, select, [data-autofocus]):not(:disabled, [hidden]), .ui-dialog-foot [data-autofocus]:not(:disabled)';

/**
 * A page over the page: keeps the focus inside, gives it back, closes on Escape, which something in it may have for itself
 * (`data-own-escape`). A sheet on a phone.
 * Radix' own overlay is left out: it would write a `<style>` into the page, which the content policy refuses.
 */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, footer, size = 'normal', closable = true } = props;
  const content = useRef<HTMLDivElement | null>(null);
  // Noted before anything of it is drawn: a field may take the focus at once, and a row's buttons go with its focus.
  const back = useRef<readonly HTMLElement[]>(null);
  if (open) back.current ??= placesAround(document.activeElement);
  /** The first field is what one came for; without any, the dialog itself is read out. */
  const begin = (event: Event) => {
    event.preventDefault();
    const field = content.current?.querySelector<HTMLElement>(FIELD);
    (field ?? content.current)?.focus();
  };
  const stay = (event: Event) => {
    if (!closable) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className="ui-scrim" />
        <Radix.Content
          className={cx('ui-dialog', `is-${size}`)}
          ref={(element) => {
            content.current = element;
            if (element && back.current) behind.set(element, back.current);
          }}
          onOpenAutoFocus={begin}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocus(back.current ?? []);
            back.current = null;
          }}
          onEscapeKeyDown={(event) => {
            const isElsewhere = event.target instanceof Element && event.target.closest('[data-own-escape]') !== null;
            if (isElsewhere || isComposing(event)) event.preventDefault();
            stay(event);
          }}
          onInteractOutside={(event) => {
            // A notice stands over everything: closing it is meant for nothing else.
            if (event.target instanceof Element && event.target.closest('.ui-toaster')) event.preventDefault();
            stay(event);
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className="ui-dialog-head">
            <div>
              <Radix.Title>{title}</Radix.Title>
              {description && <Radix.Description>{description}</Radix.Description>}
            </div>
            {closable && (
              <Radix.Close asChild>
                <IconButton label={props.closeLabel ?? 'Close'}>
                  <X />
                </IconButton>
              </Radix.Close>
            )}
          </header>
          {children && <DialogBody label={typeof title === 'string' ? title : undefined}>{children}</DialogBody>}
          {footer && <footer className="ui-dialog-foot">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
