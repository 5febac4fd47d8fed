/** Makes it when it is first asked for: each of these takes a page a millisecond to make, and most pages need two. */
function onceAsked<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const time = onceAsked(() => new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
const weekday = onceAsked(() => new Intl.DateTimeFormat('en', { weekday: 'long' }));
const weekdayShort = onceAsked(() => new Intl.DateTimeFormat('en', { weekday: 'short' }));
const dayMonth = onceAsked(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }));
const dayMonthShort = onceAsked(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }));
const dayMonthYear = onceAsked(
  () => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
);
const dayMonthYearShort = onceAsked(
  () => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
);
const monthYear = onceAsked(() => new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' }));
const full = onceAsked(() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' }));
const whole = onceAsked(() => new Intl.NumberFormat('en'));

/** A moment as the wire gives it, or milliseconds. */
export type When = string | number;

const MINUTE = 60_000;
const MOST_MINUTES = 1_000;
const minutes = new Map<number, string>();

/** "09:05", in the reader's time zone. Remembered by the minute: a row says it twice, and each time it is drawn. */
export function timeOf(when: When): string {
  const minute = Math.floor(new Date(when).getTime() / MINUTE);
  const known = minutes.get(minute);
  if (known !== undefined) return known;
  const said = time().format(minute * MINUTE);
  if (minutes.size >= MOST_MINUTES) minutes.clear();
  minutes.set(minute, said);
  return said;
}

const seconds = onceAsked(
  () => new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
);

/** "09:05:12": where moments are compared. */
export const clockOf = (when: When): string => seconds().format(new Date(when));

/** The whole date and time, for the pointer and for screen readers. */
export const fullMoment = (when: When): string => full().format(new Date(when));

/** "12 Nov": a day beside others, as of a plot. */
export const dayOf = (when: When): string => dayMonthShort().format(new Date(when));

/** "12 Nov 2026, 09:05": a moment of any time, in a table. */
export const momentOf = (when: When): string => `${dayMonthYearShort().format(new Date(when))}, ${timeOf(when)}`;

/** "0.4 ms", "250 ms", "1.5 s": how long something took, written in one way everywhere. */
export function durationOf(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`;
  const whole = Math.round(milliseconds);
  if (whole < 1_000) return `${whole} ms`;
  return `${Number((whole / 1_000).toFixed(whole < 10_000 ? 2 : 1))} s`;
}

/** "4,712": how a number of the record is written. */
export const numberOf = (seq: number): string => whole().format(seq);

/** Names a day in the reader's time zone, so that two moments of one day have one name. */
export function dayKey(when: When): string {
  const date = new Date(when);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** The day of a moment in the reader's time zone, from its first millisecond to the first of the next. */
export function dayAround(at: number): { readonly from: number; readonly upTo: number } {
  const date = new Date(at);
  const midnight = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { from: midnight(0), upTo: midnight(1) };
}

/** How many midnights lie between a moment and now: 0 is today, 1 yesterday. */
function daysAgo(when: When, now: number): number {
  const midnight = (moment: When) => {
    const date = new Date(moment);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(now) - midnight(when)) / 86_400_000);
}

/** "Today", "Yesterday", "Thursday", "12 November", and with the year when it is another one. */
export function dayName(when: When, now: number): string {
  const ago = daysAgo(when, now);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  if (ago > 1 && ago < 7) return weekday().format(new Date(when));
  const sameYear = new Date(when).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayMonth : dayMonthYear)().format(new Date(when));
}

/** As short as a list has room for: "10:40", "Thu", "12 Nov", "Nov 2025". */
export function shortMoment(when: When, now: number): string {
  const ago = daysAgo(when, now);
  if (ago <= 0) return timeOf(when);
  if (ago < 7) return weekdayShort().format(new Date(when));
  const sameYear = new Date(when).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayMonthShort : monthYear)().format(new Date(when));
}

/** "08:56", or "12 Nov 08:56" where the other moment, which stands beside it, is of another day. */
export const timeBeside = (when: When, other: When): string =>
  dayKey(when) === dayKey(other) ? timeOf(when) : `${dayOf(when)} ${timeOf(when)}`;

/** "at 10:42", or with the day when it was not today: for sentences. */
export function atMoment(when: When, now: number): string {
  const ago = daysAgo(when, now);
  if (ago <= 0) return `at ${timeOf(when)}`;
  return ago === 1 ? `yesterday at ${timeOf(when)}` : `on ${dayName(when, now)} at ${timeOf(when)}`;
}
