import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useWorld } from '../ui/World.tsx';
import { Boundary } from './Boundary.tsx';
import { CopyReport } from './CopyReport.tsx';
import './app.css';

/** The last resort: the whole page broke. What is unsent lies on the disk, and comes back with the page. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const { reload } = useWorld();
  return (
    <Boundary
      broken={({ report }) => (
        <main className="app-splash">
          <EmptyState
            title="Something broke"
            actions={
              <>
                <Button variant="primary" onClick={reload}>
                  Reload
                </Button>
                <CopyReport report={report} />
              </>
            }
          >
            This page cannot go on. What you wrote is kept on this device, and what is unsent goes out after the reload.
            The error was reported, without a word of what anybody said.
          </EmptyState>
        </main>
      )}
    >
      {children}
    </Boundary>
  );
}
