import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import './choice.css';

interface PickRowProps extends Omit<ComponentProps<'button'>, 'name'> {
  /** `Avatar` in `large` or `AvatarPair`; an icon stands in a circle. */
  face?: ReactNode;
  name: ReactNode;
  /** Beside the name: "@ines", "6 people, 10:46". */
  note?: ReactNode;
  /** Of several: whether it is taken. It shows a check and sets `aria-pressed`; as an `option`, say `aria-selected`. */
  picked?: boolean | undefined;
  /** The arrow keys stand here, while the focus stays in the field above. */
  on?: boolean | undefined;
  /** At the end: a `kbd`. */
  end?: ReactNode;
}

/** One thing in a list to choose from: people, conversations, what else one can do. 50 px. */
export function PickRow({ face, name, note, picked, on, end, className, ...rest }: PickRowProps) {
  return (
    <button
      type="button"
      aria-pressed={rest.role === 'option' ? undefined : picked}
      {...rest}
      className={cx('ui-pick', on && 'is-on', className)}
    >
      {face}
      <span className="ui-pick-name">{name}</span>
      <small>{note}</small>
      {picked !== undefined && (
        <span className={cx('ui-pick-check', picked && 'is-picked')}>{picked && <Check />}</span>
      )}
      {end}
    </button>
  );
}
