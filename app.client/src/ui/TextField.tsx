import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import './field.css';

/** An input's own, and what stands around it. */
export interface TextFieldProps extends ComponentProps<'input'> {
  label: string;
  /** What helps before typing. It gives way to the error, in the same place. */
  hint?: ReactNode;
  /** Why it was refused and what to do; read out when it appears. */
  error?: ReactNode;
  /** Stands at the end of the label's line: "Forgotten", a counter. */
  aside?: ReactNode;
  /** Stands inside the box at its end: a button that shows the password. */
  end?: ReactNode;
}

/** One line of text with its label, and one line under it that helps or tells what is wrong. */
export function TextField({ label, hint, error, aside, end, className, id, ...rest }: TextFieldProps) {
  const made = useId();
  const inputId = id ?? made;
  const note = error || hint;
  return (
    <div className={cx('ui-field', error !== undefined && error !== '' && 'is-wrong', className)}>
      <div className="ui-field-top">
        <label htmlFor={inputId}>{label}</label>
        {aside}
      </div>
      <div className="ui-field-box">
        <input
          {...rest}
          id={inputId}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${inputId}-note` : undefined}
        />
        {end}
      </div>
      {note && (
        <p id={`${inputId}-note`} className="ui-field-note" role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
