import { Link } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';

/** An address that leads nowhere. */
export function NoSuchPage() {
  return (
    <main className="app-splash">
      <EmptyState title="There is nothing here" actions={<Link to="/">To your conversations</Link>}>
        The address may be incomplete.
      </EmptyState>
    </main>
  );
}
