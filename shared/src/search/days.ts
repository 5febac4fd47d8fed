const dayPattern = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** Midnight at which a day of that time zone begins, and the next midnight. */
export interface DayBounds {
  readonly begins: string;
  readonly ends: string;
}

/** A moment with six digits behind the point, as the record has it: the order of the texts is the order of time. */
export const recordMoment = (moment: number): string => new Date(moment).toISOString().replace('Z', '000Z');

const partsOf = (zone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function aheadAt(format: Intl.DateTimeFormat, moment: number): number {
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

/** Asked twice, because the first guess may lie on the other side of a change of the clocks. */
function midnight(format: Intl.DateTimeFormat, wall: number): number {
  const guess = wall - aheadAt(format, wall);
  return wall - aheadAt(format, guess);
}

/** The day that a text names (`2026-03-01`, `today`, `yesterday`) in a time zone; null where it names none. */
export function dayOf(text: string, zone: string, now: number): DayBounds | null {
  const format = partsOf(zone);
  const wall = wallOf(text.toLowerCase(), now + aheadAt(format, now));
  if (wall === null) return null;
  const next = new Date(wall);
  next.setUTCDate(next.getUTCDate() + 1);
  return { begins: recordMoment(midnight(format, wall)), ends: recordMoment(midnight(format, next.getTime())) };
}

function wallOf(text: string, here: number): number | null {
  const day = 86_400_000;
  const today = Math.floor(here / day) * day;
  if (text === 'today') return today;
  if (text === 'yesterday') return today - day;
  const [, year, month, date] = dayPattern.exec(text) ?? [];
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date));
  const isReal = new Date(wall).getUTCDate() === Number(date) && new Date(wall).getUTCMonth() === Number(month) - 1;
  // The day after is asked for as well, and from the year 10000 on moments are written otherwise.
  return isReal && Number(year) >= 1970 && Number(year) < 9999 ? wall : null;
}
