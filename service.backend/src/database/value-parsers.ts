/** A 64-bit number of Postgres as a number of JavaScript, refused where it would lose digits: '10' < '9' happens to text. */
export function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a 64-bit number does not fit in a safe integer');
  return value;
}

/**
 * A moment of a session in UTC as ISO 8601, with its microseconds, which a Date would cut off; always six digits, so that
 * the order of the texts is the order of time.
 */
export function parseMoment(text: string): string {
  const [whole = '', fraction = ''] = text.replace(/\+00$/, '').split('.');
  return `${whole.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`;
}

interface TypedClient {
  setTypeParser(oid: number, format: 'text', parse: (text: string) => unknown): void;
}

const int8 = 20;
const timestamptz = 1184;

/** Teaches one client of one pool; the driver's global parsers stay as they are. */
export function installValueParsers(client: TypedClient): void {
  client.setTypeParser(int8, 'text', parseBigint);
  client.setTypeParser(timestamptz, 'text', parseMoment);
}
