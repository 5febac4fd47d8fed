import type { ReactNode } from 'react';
import { Brand } from './Mark.tsx';
import './sign-in.css';

interface SignInLayoutProps {
  title: string;
  /** "to harbour.example". */
  subtitle?: ReactNode;
  /** The form: fields, one primary button, what else. */
  children: ReactNode;
  /** Languages, at the foot. */
  footer?: ReactNode;
  /** One sentence, large. */
  sentence: ReactNode;
  /** `MessageRow`s: a piece of the line, whose last one is not yet on the record. */
  line: ReactNode;
}

/** The way in: the form, and beside it what this is. The right half is decoration and goes below 1024 px. */
export function SignInLayout({ title, subtitle, children, footer, sentence, line }: SignInLayoutProps) {
  return (
    <div className="ui-sign-in">
      <main className="ui-sign-in-form">
        <header>
          <Brand />
        </header>
        <div className="ui-sign-in-body">
          <h1>{title}</h1>
          {subtitle && <p className="ui-sign-in-to">{subtitle}</p>}
          {children}
        </div>
        <footer>{footer}</footer>
      </main>
      <section className="ui-sign-in-side" aria-hidden="true" inert>
        <p className="ui-sign-in-sentence">{sentence}</p>
        <div className="ui-sign-in-line">{line}</div>
      </section>
    </div>
  );
}

/** Warm words in the form: what waits on this device until one is in. */
export function WarmNote({ children }: { children: ReactNode }) {
  return <p className="ui-warm-note">{children}</p>;
}
