import type { ErrorKind } from '@parley/shared/models/report.ts';
import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useReport } from '../chat/use-report.ts';

/** What can be done where something broke. */
interface Broken {
  /** As a person may copy it; empty until it is written. */
  readonly report: string;
  readonly again: () => void;
}

interface BoundaryProps {
  children: ReactNode;
  /** What stands there instead. */
  broken: (broken: Broken) => ReactNode;
}

/** What breaks below it is reported, and something else stands in its place. */
export function Boundary(props: BoundaryProps) {
  const report = useReport(useLocation().pathname);
  return <Catching {...props} report={report} />;
}

type CatchingProps = BoundaryProps & { report: (error: unknown, kind: ErrorKind) => string };

class Catching extends Component<CatchingProps, { isBroken: boolean; report: string }> {
  override state = { isBroken: false, report: '' };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown) {
    this.setState({ report: this.props.report(error, 'boundary') });
  }

  override render() {
    const { isBroken, report } = this.state;
    if (!isBroken) return this.props.children;
    return this.props.broken({ report, again: () => this.setState({ isBroken: false, report: '' }) });
  }
}
