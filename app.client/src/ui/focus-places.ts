const IN_A_ROW = '[tabindex], a[href], button:not(:disabled), input:not(:disabled)';

/** Where the focus goes from a dialog, by its element: also from one that was opened out of it and took its place. */
export const behind = new WeakMap<Element, readonly HTMLElement[]>();

/**
 * Where the focus may go once what had it is gone: to itself, else to what is around it, nearest first. A row of a list is
 * followed by the rows beside it, a menu by its button. Asked while it is still there: what is gone has nothing around it any more.
 */
export function placesAround(focused: Element | null): readonly HTMLElement[] {
  const places: (Element | null | undefined)[] = [];
  for (let at = focused; at && at !== document.body; at = at.parentElement) {
    places.push(at, ...(behind.get(at) ?? []));
    // What was chosen from a menu goes with it, and what was there before is its button.
    const menu = at.matches('[role="menu"]') && at.getAttribute('aria-labelledby');
    if (menu) places.push(...placesAround(document.getElementById(menu)));
    if (!at.matches('li')) continue;
    for (const beside of [at.nextElementSibling, at.previousElementSibling]) {
      places.push(beside?.querySelector(IN_A_ROW));
    }
  }
  return places.filter((place) => place instanceof HTMLElement);
}

/** Gives a focus that is nowhere to the first place that takes it; one that somebody has is left there. */
export function giveFocus(places: readonly HTMLElement[]): void {
  for (const place of places) {
    if (document.activeElement !== document.body) return;
    // What is gone, hidden or inert does not take it. What is being read stays where it is.
    place.focus({ preventScroll: true });
  }
}
