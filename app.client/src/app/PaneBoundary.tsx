import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

export interface PaneBoundaryProps {
  /** "The list", "This conversation". */
  name: string;
  children: ReactNode;
}

/** A pane that breaks is said to be broken; the others go on, and what is unsent is not touched. */
export class PaneBoundary extends Component<PaneBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState
        title={`${this.props.name} cannot be shown`}
        actions={<Button onClick={() => this.setState({ broken: false })}>Show it again</Button>}
      >
        Something in it broke. What you wrote is kept.
      </EmptyState>
    );
  }
}
