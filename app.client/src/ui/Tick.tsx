import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import './tick.css';

/** How far a message has come: with you, with the server, with everybody, seen by everybody, or stopped. */
export type TickState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

const SIGNS = { sending: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert } as const;

const WORDS: Readonly<Record<TickState, string>> = {
  sending: 'Sending, kept on this device',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
};

interface TickProps extends Omit<ComponentProps<'button'>, 'children'> {
  state: TickState;
  /** Says more than the shape: "Delivered to 5, read by 2". */
  label?: string | undefined;
  /** Opens the message's story. With it the tick is a button. */
  onOpen?: (() => void) | undefined;
  /** In a line of small text, as in the list of conversations. */
  small?: boolean | undefined;
}

/** Clock, one, two, two in a filled pill, or an alarm: shape first, then colour, and always in words. */
export function Tick({ state, label = WORDS[state], onOpen, small = false, className, ...rest }: TickProps) {
  const Sign = SIGNS[state];
  const names = cx('ui-tick', `is-${state}`, small && 'is-small', className);
  const onClick = onOpen ?? rest.onClick;
  if (!onClick) {
    return (
      <span className={names} role="img" aria-label={label} title={label}>
        <Sign />
      </span>
    );
  }
  return (
    <button type="button" title={label} {...rest} className={names} aria-label={label} onClick={onClick}>
      <Sign />
    </button>
  );
}
