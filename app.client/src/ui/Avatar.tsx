import { cx } from './cx.ts';
import { letterOf, tintOf } from './hue.ts';
import { type Presence, PresenceDot } from './PresenceDot.tsx';
import './avatar.css';

interface AvatarProps {
  name: string;
  /** What the hue is taken from: the person's id, so that a new name keeps the colour. */
  seed: string;
  /** `row` follows the density (32, 28, 24 px); `tiny` 16, `small` 26, `large` 36. */
  size?: 'tiny' | 'small' | 'row' | 'large' | undefined;
  /** Drawn at the corner by shape; left out where it is not known or not wanted. */
  presence?: Presence | undefined;
  /** What a screen reader hears where the name stands beside it: "active". */
  label?: string;
  /** The name stands beside it already, so a screen reader need not hear it twice. */
  decorative?: boolean | undefined;
}

/** A person: a letter set in the words' face, on a tint of their own. */
export function Avatar({ name, seed, size = 'row', presence, label, decorative = false }: AvatarProps) {
  const spoken = decorative ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label ?? name };
  const { hue, tone } = tintOf(seed);
  return (
    <span className={cx('ui-avatar', `is-${size}`, `is-${tone}`)} style={{ ['--h' as string]: hue }} {...spoken}>
      {letterOf(name)}
      {presence && <PresenceDot presence={presence} decorative={decorative || label !== undefined} corner />}
    </span>
  );
}

interface AvatarPairProps {
  /** The two who stand for the group, the nearer one last. */
  people: readonly { name: string; seed: string }[];
}

/** A group: two of its faces, one before the other. Always decorative, the group's name stands beside it. */
export function AvatarPair({ people }: AvatarPairProps) {
  if (people.length < 2) {
    const [only] = people;
    return <Avatar name={only?.name ?? ''} seed={only?.seed ?? ''} size="large" decorative />;
  }
  return (
    <span className="ui-avatar-pair" aria-hidden="true">
      {people.slice(0, 2).map((person) => (
        <Avatar key={person.seed} {...person} decorative />
      ))}
    </span>
  );
}
