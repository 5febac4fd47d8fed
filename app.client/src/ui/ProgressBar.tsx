import './progress.css';

export interface ProgressBarProps {
  /** What is under way, for those who do not see the bar. */
  label: string;
  /** Between 0 and 1; without it, it is not known how far. */
  value?: number | undefined;
}

/** How far something has come. It only grows: colour and length say the same thing. */
export function ProgressBar({ label, value }: ProgressBarProps) {
  const known = value === undefined ? {} : { value: Math.min(1, Math.max(0, value)), max: 1 };
  return <progress className="ui-progress" aria-label={label} {...known} />;
}
