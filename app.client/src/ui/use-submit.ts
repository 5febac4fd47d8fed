import { type FormEvent, useEffect, useRef, useState } from 'react';

/** A form that is on its way, or was refused. */
export interface Submission {
  readonly busy: boolean;
  /** Why the last try was refused; null before the first and while one is under way. */
  readonly failure: unknown;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** Sends a form's values once at a time. What was typed stays, whatever comes of it; the first field that is wrong gets the focus. */
export function useSubmit(run: (values: Readonly<Record<string, string>>) => Promise<void>): Submission {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const under = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const [answers, setAnswers] = useState(0);
  // Once it is drawn which fields are wrong.
  useEffect(() => {
    if (answers > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [answers]);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (under.current) return;
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
    );
    form.current = event.currentTarget;
    under.current = true;
    setBusy(true);
    setFailure(null);
    run(values)
      .catch(setFailure)
      .finally(() => {
        under.current = false;
        setBusy(false);
        setAnswers((before) => before + 1);
      });
  };
  return { busy, failure, onSubmit };
}
