/** The parts of the page in the order in which the keyboard goes through them, and where it enters each. */
const regions = [
  ['.ui-timeline', '[data-row][tabindex="0"]'],
  ['.ui-foot', 'textarea'],
  ['.ui-details', null],
  ['.ui-rail', '[aria-current]'],
  ['.ui-bar', null],
] as const;

const STOPS = '[tabindex="0"], a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled)';

const isSeen = (one: Element): boolean => one.getClientRects().length > 0 && one.closest('[inert]') === null;

/** Where the focus goes in a region: its own place, else the first that takes it, else itself where it does. */
function entryOf(region: HTMLElement, first: string | null): HTMLElement | undefined {
  const inside = [
    ...(first ? region.querySelectorAll<HTMLElement>(first) : []),
    ...region.querySelectorAll<HTMLElement>(STOPS),
  ];
  return inside.find(isSeen) ?? (region.tabIndex >= 0 ? region : undefined);
}

/** Takes the focus to the next part of the page that is seen, or (-1) to the one before. */
export function stepRegion(by: 1 | -1): void {
  const places = regions.flatMap(([selector, first]) => {
    const region = document.querySelector<HTMLElement>(selector);
    const entry = region && isSeen(region) ? entryOf(region, first) : undefined;
    return region && entry ? [{ region, entry }] : [];
  });
  const at = places.findIndex(({ region }) => region.contains(document.activeElement));
  const from = at < 0 && by < 0 ? 0 : at;
  places[(from + by + places.length) % places.length]?.entry.focus();
}
