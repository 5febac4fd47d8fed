import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * Gives the focus to what comes in the place of a button that had it: the one that stood for a row's menu goes as the menu
 * comes, and whoever was on it would be nowhere.
 */
export function useTakenOverFocus(): RefObject<HTMLButtonElement | null> {
  const own = useRef<HTMLButtonElement>(null);
  // Looked at before it goes: afterwards it is in no row.
  const [before] = useState(() => ({
    button: document.activeElement,
    row: document.activeElement?.closest('[data-row]'),
  }));
  useLayoutEffect(() => {
    if (before.button?.isConnected === false && before.row?.contains(own.current)) own.current?.focus();
  }, [before]);
  return own;
}
