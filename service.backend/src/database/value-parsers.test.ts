import { describe, expect, it } from 'vitest';
import { parseBigint, parseMoment } from './value-parsers.ts';

describe('what Postgres says, as JavaScript has it', () => {
  it('reads a 64-bit number as a number, or refuses it', () => {
    expect(parseBigint('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => parseBigint('9007199254740992')).toThrow(RangeError);
  });

  it('keeps the microseconds of a moment, and its order as text', () => {
    expect(parseMoment('2026-11-22 19:57:17.07399+00')).toBe('2026-11-22T19:57:17.073990Z');
    expect(parseMoment('2026-11-22 19:57:17+00')).toBe('2026-11-22T19:57:17.000000Z');
  });
});
