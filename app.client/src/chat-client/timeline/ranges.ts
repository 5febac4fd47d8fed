/** The numbers in `(from, upTo]`. */
export interface Interval {
  readonly from: number;
  readonly upTo: number;
}

/**
 * An interval whose messages are all known, as of the log's number `asOf`. A live one is kept current by frames; a stale one
 * was overtaken by a jump: it is shown offline only, with a mark.
 */
export interface Range extends Interval {
  readonly asOf: number;
  readonly live: boolean;
}

/** True for a number inside the interval. */
export const contains = ({ from, upTo }: Interval, seq: number): boolean => from < seq && seq <= upTo;

/** The range that holds a number, if any does. */
export const rangeOf = (ranges: readonly Range[], seq: number): Range | undefined =>
  ranges.find((range) => contains(range, seq));

const touches = (one: Interval, other: Interval): boolean => one.from <= other.upTo && other.from <= one.upTo;

const without = (range: Range, { from, upTo }: Interval): readonly Range[] =>
  touches(range, { from, upTo })
    ? [
        { ...range, upTo: Math.min(range.upTo, from) },
        { ...range, from: Math.max(range.from, upTo) },
      ].filter((part) => part.from < part.upTo)
    : [range];

/** Adds a live range: live ones that it meets become one with it, and what it covers of stale ones is stale no more. */
export function addLive(ranges: readonly Range[], interval: Interval, asOf: number): readonly Range[] {
  if (interval.from >= interval.upTo) return ranges;
  const met = ranges.filter((range) => range.live && touches(range, interval));
  const [only] = met;
  if (met.length === 1 && only && only.from <= interval.from && interval.upTo <= only.upTo) return ranges;

  const union: Range = {
    from: Math.min(interval.from, ...met.map(({ from }) => from)),
    upTo: Math.max(interval.upTo, ...met.map(({ upTo }) => upTo)),
    asOf: Math.min(asOf, ...met.map((range) => range.asOf)),
    live: true,
  };
  const others = ranges.filter((range) => !met.includes(range)).flatMap((range) => without(range, union));
  return [...others, union].sort((one, other) => one.from - other.from);
}

/** The parts of an interval that none of the ranges holds. */
export const outside = (interval: Range, ranges: readonly Range[]): readonly Range[] =>
  ranges.reduce<readonly Range[]>((parts, range) => parts.flatMap((part) => without(part, range)), [interval]);

/** Puts a range over others: what it covers of them is its own from now on. */
export const putOver = (ranges: readonly Range[], range: Range): readonly Range[] =>
  [...ranges.flatMap((known) => without(known, range)), range].sort((one, other) => one.from - other.from);

/** After a jump: all that was known keeps its `asOf` and is live no more. */
export const allStale = (ranges: readonly Range[]): readonly Range[] =>
  ranges.map((range) => (range.live ? { ...range, live: false } : range));
