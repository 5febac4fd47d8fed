import { Avatar } from '../Avatar.tsx';
import './readers.css';

interface ReadersProps {
  people: readonly { name: string; seed: string }[];
  /** "Read up to here: Aiko, Jonas". */
  label: string;
  /** How many faces before "+3". */
  max?: number;
}

/** Who has read up to here and no further: tiny faces in the margin. */
export function Readers({ people, label, max = 3 }: ReadersProps) {
  if (people.length === 0) return null;
  const shown = people.length > max ? people.slice(0, max - 1) : people;
  const more = people.length - shown.length;
  return (
    <span className="ui-readers" role="img" aria-label={label} title={label}>
      {shown.map((person) => (
        <Avatar key={person.seed} {...person} size="tiny" decorative />
      ))}
      {more > 0 && (
        // On a phone one face alone has room beside the number.
        <small aria-hidden="true" data-narrow={`+${more + 1}`}>
          +{more}
        </small>
      )}
    </span>
  );
}
