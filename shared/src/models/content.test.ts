import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { Content, contentBytes, contentProblem } from './content.ts';

describe('what can be the content of a message', () => {
  it('takes anything that has something to read in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
        fc.pre(text.trim() !== '' && !text.includes('\0'));
        expect(contentProblem(text)).toBeNull();
        expect(Content.parse(text)).toBe(text);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['blanks and breaks', ' \n\t '],
    ['NUL, which Postgres cannot keep', 'a\0b'],
    ['half a character', 'a\ud83d'],
  ])('refuses %s', (_, text) => {
    expect(contentProblem(text)).toBe('VALIDATION_FAILED');
    expect(Content.safeParse(text).success).toBe(false);
  });

  it('counts bytes, not characters: the limit is the same amount of text for every byte of it', () => {
    expect(contentBytes('é')).toBe(2);
    expect(contentProblem('a'.repeat(limits.contentBytes))).toBeNull();
    expect(contentProblem(`${'a'.repeat(limits.contentBytes - 1)}é`)).toBe('CONTENT_TOO_LONG');
  });
});
