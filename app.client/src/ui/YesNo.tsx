import { Choice } from './Choice.tsx';

const options = [
  { value: 'off', label: 'No' },
  { value: 'on', label: 'Yes' },
] as const;

/** A question that is answered no or yes, with both in sight. */
export function YesNo({ label, value, onChange }: { label: string; value: boolean; onChange: (yes: boolean) => void }) {
  return (
    <Choice
      label={label}
      value={value ? 'on' : 'off'}
      options={options}
      onChange={(answer) => onChange(answer === 'on')}
    />
  );
}
