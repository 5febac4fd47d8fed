import { cx } from './cx.ts';
import './avatar.css';

/** `active` is looking at it now, `idle` has it open, `away` is neither or not known. */
export type Presence = 'active' | 'idle' | 'away';

const WORDS: Readonly<Record<Presence, string>> = { active: 'active', idle: 'idle', away: 'away' };

interface PresenceDotProps {
  presence: Presence;
  decorative?: boolean | undefined;
  /** At the corner of a face, instead of in a line of text. */
  corner?: boolean | undefined;
  label?: string | undefined;
}

/** Presence by shape: disc, half disc, ring. Never by colour alone, and never warm. */
export function PresenceDot({ presence, decorative, corner, label }: PresenceDotProps) {
  const spoken = decorative
    ? { 'aria-hidden': true as const }
    : { role: 'img', 'aria-label': label ?? WORDS[presence] };
  return <span className={cx('ui-presence', `is-${presence}`, corner && 'at-corner')} {...spoken} />;
}
