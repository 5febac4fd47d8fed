import type { ReactNode } from 'react';
import { Brand } from './Mark.tsx';
import './sign-in.css';

export interface SignInLayoutProps {
  title: string;
  /** "to harbour.example". */
  subtitle?: ReactNode;
  /** The form: fields, one primary button, `SignInOr`, what else. */
  children: ReactNode;
  /** Languages, at the foot. */
  footer?: ReactNode;
  /** One sentence, large. */
  sentence: ReactNode;
  /** `MessageRow`s: a piece of the line, whose last one is not yet on the record. */
  line: ReactNode;
  /** Measured figures, or nothing. */
  proof?: ReactNode;
}

/** The way in: the form, and beside it what this is. The right half is decoration and goes below 1024 px. */
export function SignInLayout({ title, subtitle, children, footer, sentence, line, proof }: SignInLayoutProps) {
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
        {proof}
      </section>
    </div>
  );
}

/** "or", between two ways to do the same. */
export function SignInOr({ children }: { children: ReactNode }) {
  return <p className="ui-or">{children}</p>;
}

/** Warm words in the form: what waits on this device until one is in. */
export function WarmNote({ children }: { children: ReactNode }) {
  return <p className="ui-warm-note">{children}</p>;
}

/** Figures that were measured: large numbers with their words, and where they come from. */
export function Proof({
  figures,
  children,
}: {
  figures: readonly { name: string; value: string }[];
  children: ReactNode;
}) {
  return (
    <div className="ui-proof">
      <dl>
        {figures.map((figure) => (
          <div key={figure.name}>
            <dt>{figure.name}</dt>
            <dd>{figure.value}</dd>
          </div>
        ))}
      </dl>
      <p>{children}</p>
    </div>
  );
}
