import { createElement, useEffect, useRef, useState } from 'react';
import { behind, giveFocus, placesAround } from './focus-places.ts';
import { type File, type Later, later } from './later.ts';
import { Spinner } from './Spinner.tsx';
import './dialog.css';

interface Over {
  open?: boolean;
  onClose: () => void;
}

/**
 * Stands for what lies over a page from the press that opens it: what is typed by then is meant for that, and not for what had
 * the focus. Whoever leaves it with a key or a press is not surprised by it later.
 */
function Coming({ onClose }: Over) {
  const own = useRef<HTMLDivElement>(null);
  // Noted before it is drawn: the buttons of a row go with its focus.
  const [places] = useState(() => placesAround(document.activeElement));
  useEffect(() => {
    if (own.current) behind.set(own.current, places);
    own.current?.focus();
    return () => giveFocus(places);
  }, [places]);
  return createElement(
    'div',
    {
      ref: own,
      className: 'ui-coming',
      role: 'dialog',
      'aria-label': 'Coming',
      tabIndex: -1,
      onPointerDown: onClose,
      onKeyDown: ({ key }: KeyboardEvent) => /Tab|Escape/u.test(key) && onClose(),
    },
    createElement(Spinner),
  );
}

function OnceOpen<P extends object>({
  over,
  isOpen,
  given,
}: {
  over: Later<P>;
  isOpen: boolean | undefined;
  given: P;
}) {
  const wasOpen = useRef<boolean | undefined>(false);
  wasOpen.current ||= isOpen;
  return wasOpen.current && createElement(over, given);
}

/** As `later`, for what lies over a page: while it was never open it is neither fetched by being there nor drawn. */
export function laterOver<N extends string, P extends Over>(
  name: N,
  fetch: File<N, P>,
  isOpen: (given: NoInfer<P>) => boolean | undefined = ({ open }) => open,
): Later<P> {
  const over = later(name, fetch, (given: P) => isOpen(given) && createElement(Coming, given));
  const shown = (given: P) => createElement(OnceOpen<P>, { over, isOpen: isOpen(given), given });
  return Object.assign(shown, { load: over.load });
}
