import type { ReactNode } from 'react';
import './message-row.css';

interface RowHeadProps {
  /** Said in whole to a pointer, since a long one is cut. */
  name: string;
  /** "10:40". */
  time: string;
  /** ISO, for machines. */
  dateTime?: string | undefined;
  /** The whole date for the pointer. */
  timeTitle?: string | undefined;
  /** It was written long before it got its place: "written 08:56". */
  late?: string | undefined;
  lateTitle?: string | undefined;
  /** "edited", "pinned": small words after the time. */
  note?: ReactNode;
}

/** Who and when, at the head of a group. */
export function RowHead({ name, time, dateTime, timeTitle, late, lateTitle, note }: RowHeadProps) {
  return (
    <header className="ui-row-head">
      <b dir="auto" title={name}>
        {name}
      </b>
      <time dateTime={dateTime} title={timeTitle}>
        {time}
      </time>
      {late && (
        <em className="ui-row-late" title={lateTitle}>
          {late}
        </em>
      )}
      {note && <span className="ui-row-note">{note}</span>}
    </header>
  );
}
