import type { KeyboardEvent } from 'react';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys go from hit to hit, and from the first one back into the box. */
export function moveAmongHits(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const form = event.currentTarget.closest('form');
  if (step === undefined || !form) return;
  event.preventDefault();
  const stops = [...form.querySelectorAll<HTMLElement>('input, .search-hit')];
  stops[stops.indexOf(event.currentTarget) + step]?.focus();
}
