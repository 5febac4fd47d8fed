import './meter.css';

interface MeterProps {
  /** Its accessible name. */
  label: string;
  value: number;
  /** 0 while nobody knows how much there is. */
  of: number;
}

/** How far something has come. */
export function Meter({ label, value, of }: MeterProps) {
  return (
    <progress className="ui-meter" aria-label={label} {...(of > 0 ? { value: Math.min(value, of), max: of } : {})} />
  );
}
