import { useEffect } from 'react';
import { giveFocus, placesAround } from './focus-places.ts';
import { useWorld } from './World.tsx';

/** What took the place of something may take its focus itself: a menu gives it to its button a moment later. */
const PATIENCE_MS = 50;

/** So many of the places where somebody was are remembered. */
const MOST = 8;

const A_LINE_OF_THE_LIST = '[data-conversation][tabindex="0"]';

/** Where the focus is best within a part of the page that is still there. */
const entries = [
  ['.ui-rail', A_LINE_OF_THE_LIST],
  ['.ui-foot', 'textarea'],
  ['.ui-sheet', '.ui-page'],
] as const;

const isText = (one: Element): boolean => one.matches('input, textarea');

/** The place itself, then the best one inside it. */
function within(place: HTMLElement): readonly HTMLElement[] {
  const [, entry] = entries.find(([part]) => place.matches(part)) ?? [];
  return entry === undefined ? [place] : [place, ...place.querySelectorAll<HTMLElement>(entry)];
}

const found = (selector: string): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];

/** A line of the list that goes from one part of it to the other is another element there. */
function twin(one: HTMLElement): readonly HTMLElement[] {
  const id = one.dataset.conversation;
  return id === undefined ? [] : found(`[data-conversation="${CSS.escape(id)}"]`);
}

/**
 * Where the element with the focus is taken away, and nobody has taken the focus, it goes to what is around that place, else to
 * where one was before: the next key is heard. A finger is not given a text, whose keyboard would come up unasked.
 */
export function FocusKeeper() {
  const { matches } = useWorld();
  useEffect(() => {
    const isFree = () => document.activeElement === document.body;
    let last: HTMLElement | null = null;
    let around: readonly HTMLElement[] = [];
    let trail: readonly HTMLElement[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      if (last) trail = [last, ...trail.filter((one) => one !== last && one.isConnected)].slice(0, MOST);
      last = target;
      around = placesAround(target);
    };
    // Somebody who leaves it for nothing, with a press beside it, is where he wants to be.
    const leave = () =>
      setTimeout(() => {
        if (last?.isConnected && isFree()) last = null;
      });
    const give = () => {
      if (!last || last.isConnected || !isFree()) return;
      const places = [
        ...twin(last),
        ...around.flatMap(within),
        ...trail,
        ...found('.ui-page'),
        ...found(A_LINE_OF_THE_LIST),
      ];
      last = null;
      giveFocus(matches('(pointer: fine)') ? places : places.filter((place) => !isText(place)));
    };
    const watch = new MutationObserver(() => {
      if (!last || last.isConnected || !isFree()) return;
      clearTimeout(timer);
      timer = setTimeout(give, PATIENCE_MS);
    });
    document.addEventListener('focusin', note);
    document.addEventListener('focusout', leave);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('focusout', leave);
      watch.disconnect();
      clearTimeout(timer);
    };
  }, [matches]);
  return null;
}
