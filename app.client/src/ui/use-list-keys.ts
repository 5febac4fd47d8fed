import { type KeyboardEvent, useState } from 'react';
import { isComposing } from './keys.ts';

/** Goes through a list with the arrow keys while the focus stays in a text field above it. */
export interface ListKeys {
  /** Which one Enter takes; -1 when there is none. */
  readonly at: number;
  readonly reset: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Down, up, Enter. The first is chosen until another is, and a shorter list never leaves the choice outside. */
export function useListKeys(count: number, onPick: (at: number) => void): ListKeys {
  const [chosen, setChosen] = useState(0);
  const at = count === 0 ? -1 : Math.min(chosen, count - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isComposing(event.nativeEvent) || count === 0) return;
    if (event.key === 'ArrowDown') setChosen((at + 1) % count);
    else if (event.key === 'ArrowUp') setChosen((at - 1 + count) % count);
    else if (event.key === 'Enter') onPick(at);
    else return;
    event.preventDefault();
  };
  return { at, reset: () => setChosen(0), onKeyDown };
}
