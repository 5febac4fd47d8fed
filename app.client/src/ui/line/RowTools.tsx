import type { ReactNode } from 'react';
import './message-row.css';

/** What can be done with a message: two or three `IconButton`s above its corner. */
export function RowTools({ label = 'Message actions', children }: { label?: string; children: ReactNode }) {
  return (
    <div className="ui-row-tools" role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}
