import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import { giveFocus, placesAround } from './focus-places.ts';

/**
 * For a list whose rows come and go: where the one with the focus goes, the focus stays beside it; where no row is left, it
 * goes to the place that is given, else to what is around the list.
 */
export function useFocusStays(last?: () => HTMLElement | null | undefined) {
  const places = useRef<readonly HTMLElement[]>([]);
  useLayoutEffect(() => giveFocus(places.current));
  return {
    onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
      const around = placesAround(target);
      const within = around.filter((place) => currentTarget.contains(place));
      const end = last?.();
      places.current = end ? [...within, end] : around;
    },
    // Not told of a row that is taken away: only of somebody who leaves.
    onBlur: () => {
      places.current = [];
    },
  };
}
