import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import type { Toasts } from './toasts.ts';
import './toaster.css';

interface ToasterProps {
  toasts: Toasts;
  label?: string;
  closeLabel?: string;
}

/** Where toasts stand: above the page's foot, newest below, read out politely. */
export function Toaster({ toasts, label = 'Notices', closeLabel = 'Close' }: ToasterProps) {
  const now = useSyncExternalStore(toasts.subscribe, toasts.current);
  return (
    <section className="ui-toaster" aria-label={label} aria-live="polite">
      {now.map(({ id, text, kind, action }) => (
        <div key={id} className={cx('ui-toast', `is-${kind}`)}>
          <p>{text}</p>
          {action && (
            <Button
              variant="quiet"
              onClick={() => {
                action.run();
                toasts.dismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label={closeLabel} onClick={() => toasts.dismiss(id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
