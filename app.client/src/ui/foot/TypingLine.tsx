import type { ReactNode } from 'react';
import './slot.css';

interface TypingLineProps {
  /** Up to three tiny faces. */
  faces?: ReactNode;
  /** "Yusuf is writing". */
  children: ReactNode;
}

/** Who is writing. It is not read out: it comes and goes too often. */
export function TypingLine({ faces, children }: TypingLineProps) {
  return (
    <div className="ui-typing">
      {faces}
      <span>{children}</span>
      <span className="ui-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}
