import { ArrowUp } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { cx } from '../cx.ts';
import './composer.css';

interface ComposerFrameProps {
  /** `GrowingTextarea`, with the keys and the value of whoever uses this. */
  children: ReactNode;
  /** Before the text: attach. */
  start?: ReactNode;
  /** After the text, seen from 768 px: emoji, mention. */
  end?: ReactNode;
  /** Above the text, in the same box: the quote being answered, the edit, files to go. */
  above?: ReactNode;
  /** Below the box at its end: "12 left", "You can send again in 7 s". */
  below?: ReactNode;
  sendLabel: string;
  /** Without anything to send the button is there and waits. */
  canSend: boolean;
  /** The icon of the button; an arrow unless an edit is being saved. */
  sendIcon?: ReactNode;
  onSend: () => void;
}

/** The frame of the composer: one row that grows to eight, buttons at its foot. Focus stays in the text after sending. */
export function ComposerFrame(props: ComposerFrameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (props.canSend) props.onSend();
  };
  return (
    <form className="ui-composer" onSubmit={submit}>
      <div className="ui-composer-box">
        {props.above && <div className="ui-composer-above">{props.above}</div>}
        <div className="ui-composer-row">
          {props.start}
          {props.children}
          {props.end && <div className="ui-composer-end">{props.end}</div>}
          <button
            type="submit"
            className={cx('ui-send', !props.canSend && 'is-waiting')}
            aria-label={props.sendLabel}
            title={props.sendLabel}
            aria-disabled={!props.canSend}
            // The text keeps the focus, and with it the keyboard of a phone.
            onPointerDown={(event) => event.preventDefault()}
          >
            {props.sendIcon ?? <ArrowUp />}
          </button>
        </div>
      </div>
      {props.below && <div className="ui-composer-below">{props.below}</div>}
    </form>
  );
}
