import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Boundary } from './Boundary.tsx';
import { CopyReport } from './CopyReport.tsx';

interface PaneBoundaryProps {
  /** "The list", "This conversation". */
  name: string;
  children: ReactNode;
}

/** A pane that breaks is said to be broken; the others go on, and what is unsent is not touched. */
export function PaneBoundary({ name, children }: PaneBoundaryProps) {
  return (
    <Boundary
      broken={({ report, again }) => (
        <EmptyState
          title={`${name} cannot be shown`}
          actions={
            <>
              <Button onClick={again}>Show it again</Button>
              <CopyReport report={report} />
            </>
          }
        >
          Something in it broke. What you wrote is kept.
        </EmptyState>
      )}
    >
      {children}
    </Boundary>
  );
}
