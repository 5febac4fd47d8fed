import type { ReactNode } from 'react';
import './empty.css';

interface EmptyStateProps {
  title: string;
  /** What comes next, in a sentence. */
  children?: ReactNode;
  /** One or two buttons. */
  actions?: ReactNode;
  /** In a list or a panel rather than on a page of its own. */
  small?: boolean;
}

/** Nothing is here, and what to do about it. No picture. */
export function EmptyState({ title, children, actions, small }: EmptyStateProps) {
  return (
    <div className={small ? 'ui-empty is-small' : 'ui-empty'}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="ui-empty-acts">{actions}</div>}
    </div>
  );
}
