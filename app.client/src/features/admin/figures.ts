const count = new Intl.NumberFormat('en');
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** A count with its thousands apart. */
export const counted = (value: number): string => count.format(value);

/** A moment in the reader's own time. */
export const moment = (iso: string): string => moments.format(new Date(iso));
