import type { ReactNode } from 'react';
import './details.css';

interface RecordNumberProps {
  /** "4,724". */
  number: ReactNode;
  /** "in order, none missing". */
  children: ReactNode;
  /** `Ruler`, `FactList`. */
  below?: ReactNode;
}

/** How far the record goes here, large, and what that means. */
export function RecordNumber({ number, children, below }: RecordNumberProps) {
  return (
    <>
      <p className="ui-record">
        <span>{number}</span> {children}
      </p>
      {below}
    </>
  );
}

interface RulerProps {
  /** The last numbers in order: a message is tall, a change is short. */
  marks: readonly ('message' | 'change')[];
  /** The numbers at both ends, as they are shown. */
  from: ReactNode;
  to: ReactNode;
}

/** The end of the record as a ruler. Decorative: the sentence above it says the same. */
export function Ruler({ marks, from, to }: RulerProps) {
  const strokes = (kind: 'message' | 'change', height: number) =>
    marks.map((mark, at) => (mark === kind ? `M${at * 6 + 1} 22v${-height}` : '')).join('');
  return (
    <div aria-hidden="true">
      <svg
        aria-hidden="true"
        className="ui-ruler"
        viewBox={`0 0 ${Math.max(marks.length, 1) * 6 - 4} 22`}
        preserveAspectRatio="none"
      >
        <path d={strokes('change', 6)} />
        <path className="is-message" d={strokes('message', 18)} />
      </svg>
      <p className="ui-ruler-ends">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  );
}
