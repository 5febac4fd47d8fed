import type { Span } from './history.ts';

/** True for a number in one of the spans. */
export const within = (spans: readonly Span[], seq: number): boolean =>
  spans.some(([from, upTo]) => from < seq && seq <= upTo);

/** What of a span no other covers. */
export function outside(span: Span, others: readonly Span[]): readonly Span[] {
  return others.reduce<readonly Span[]>(
    (left, [from, upTo]) =>
      left.flatMap(([start, end]): Span[] =>
        [[start, Math.min(end, from)] as const, [Math.max(start, upTo), end] as const].filter(([a, b]) => a < b),
      ),
    [span],
  );
}

/** Every number of a span. */
export const numbersIn = ([from, upTo]: Span): readonly number[] =>
  Array.from({ length: Math.max(0, upTo - from) }, (_, index) => from + index + 1);
