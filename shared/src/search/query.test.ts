import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { dayOf } from './days.ts';
import { operators } from './operators.ts';
import { parseQuery } from './parse-query.ts';
import { finds } from './search.fixture.ts';

const kinds = (query: string) =>
  parseQuery(query).terms.map(
    (term) =>
      `${term.negative ? '-' : ''}${term.kind === 'filter' ? `${term.operator.name}=${term.value}` : `${term.kind}=${term.text}`}`,
  );

describe('the grammar of a query', () => {
  it('knows words, phrases, operators and what is excluded', () => {
    expect(kinds('tide -low "at dawn" from:bob -has:link IN:"Pier 4"')).toEqual([
      'word=tide',
      '-word=low',
      'phrase=at dawn',
      'from=bob',
      '-has=link',
      'in=Pier 4',
    ]);
  });

  it('takes for a word whatever only looks like an operator', () => {
    expect(kinds('https://example.org note:this - -- -> "open')).toEqual([
      'word=https://example.org',
      'word=note:this',
      'word=-',
      'word=--',
      'word=->',
      'phrase=open',
    ]);
  });

  it.each([
    ['   ', 'empty', [0, 3]],
    ['tide has:tail', 'unknown_value', [5, 13]],
    ['from: tide', 'no_value', [0, 5]],
    ['a on:2026-02-30', 'no_day', [2, 15]],
    ['a on:9999-12-31', 'no_day', [2, 15]],
    ['x'.repeat(limits.queryLength + 1), 'too_long', [limits.queryLength, limits.queryLength + 1]],
    ['x '.repeat(limits.queryTerms + 1), 'too_many', [2 * limits.queryTerms, 2 * limits.queryTerms + 2]],
  ])('says where the mistake is: %s', (query, reason, [from, to]) => {
    expect(parseQuery(query).problem).toEqual({ reason, from, to });
  });

  it('reads anything, and every term stands where it says', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('"', ':', '-', ' ', '\n', 'from', 'on:today', 'é', '\ud83d', '🚢', 'x'),
          maxLength: 80,
        }),
        (query) => {
          const { terms } = parseQuery(query);
          const places = terms.flatMap(({ from, to }) => [from, to]);
          expect(places).toEqual(places.toSorted((one, other) => one - other));
          expect(places.at(-1) ?? 0).toBeLessThanOrEqual(query.length);
        },
      ),
    );
  });
});

describe('the operators', () => {
  it('find by author, conversation, kind and state', () => {
    expect(finds('from:@Bob', 'x')).toBe(true);
    expect(finds('from:me', 'x')).toBe(false);
    expect(finds('from:nobody', 'x')).toBe(false);
    expect(finds('in:"Pier 4"', 'x', { conversationId: 'pier' })).toBe(true);
    expect(finds('in:"Pier 4"', 'x')).toBe(false);
    expect(finds('has:link', 'see https://example.org')).toBe(true);
    expect(finds('has:code', 'run `npm start`')).toBe(true);
    expect(finds('has:mention', 'thanks, @bob!')).toBe(true);
    expect(finds('has:mention', 'write to ada@example.org')).toBe(false);
    expect(finds('is:edited', 'x', { editedAt: '2026-03-02T00:00:00.000000Z' })).toBe(true);
    expect(finds('is:unread', 'x', { unread: true })).toBe(true);
    expect(finds('-is:unread', 'x', { unread: true })).toBe(false);
    expect(finds('is:mine', 'x', { senderId: 'ada' })).toBe(true);
  });

  it('cut time at the midnights of the asking one', () => {
    const at = (createdAt: string) => ({ createdAt: `2026-03-${createdAt}.000000Z` });
    expect(finds('on:2026-03-01', 'x', at('01T23:59:59'))).toBe(true);
    expect(finds('after:2026-03-01', 'x', at('01T23:59:59'))).toBe(false);
    expect(finds('after:2026-03-01', 'x', at('02T00:00:00'))).toBe(true);
    expect(finds('before:2026-03-02', 'x', at('01T23:59:59'))).toBe(true);
    expect(finds('before:2026-03-02', 'x', at('02T00:00:00'))).toBe(false);
    expect(finds('on:yesterday', 'x', at('09T08:00:00'))).toBe(true);
    expect(dayOf('2026-03-29', 'Europe/Berlin', 0)).toEqual({
      begins: '2026-03-28T23:00:00.000000Z',
      ends: '2026-03-29T22:00:00.000000Z',
    });
  });

  it('are each named once', () => {
    expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
  });
});
