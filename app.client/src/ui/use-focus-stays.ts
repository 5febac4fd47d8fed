import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import { giveFocus, placesAround } from './focus-places.ts';

/** For a list whose rows come and go: where the one with the focus goes, the focus stays beside it. */
export function useFocusStays() {
  const places = useRef<readonly HTMLElement[]>([]);
  useLayoutEffect(() => giveFocus(places.current));
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      places.current = placesAround(target);
    },
    // Not told of a row that is taken away: only of somebody who leaves.
    onBlur: () => {
      places.current = [];
    },
  };
}
