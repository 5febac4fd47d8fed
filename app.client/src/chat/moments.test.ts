import { describe, expect, it } from 'vitest';
import { atMoment, dayKey, dayName, durationOf, numberOf, shortMoment, timeOf } from './moments.ts';

const at = (text: string) => new Date(text).getTime();
const now = at('2026-11-22T10:46:00');

describe('moments, as people say them', () => {
  it('names near days and dates far ones', () => {
    expect(dayName(at('2026-11-22T00:01:00'), now)).toBe('Today');
    expect(dayName(at('2026-11-21T23:59:00'), now)).toBe('Yesterday');
    expect(dayName(at('2026-11-19T12:00:00'), now)).toBe('Thursday');
    expect(dayName(at('2026-11-15T12:00:00'), now)).toBe('15 November');
    expect(dayName(at('2025-11-15T12:00:00'), now)).toBe('15 November 2025');
  });

  it('is short in a list', () => {
    expect(shortMoment(at('2026-11-22T09:05:00'), now)).toBe('09:05');
    expect(shortMoment(at('2026-11-19T12:00:00'), now)).toBe('Thu');
    expect(shortMoment(at('2026-10-02T12:00:00'), now)).toBe('2 Oct');
    expect(shortMoment(at('2025-10-02T12:00:00'), now)).toBe('Oct 2025');
  });

  it('shows a moment of a clock that runs ahead as a time of today', () => {
    expect(shortMoment(at('2026-11-23T00:05:00'), now)).toBe('00:05');
  });

  it('counts midnights, not hours, also where a day has twenty-three of them', () => {
    expect(dayName(at('2026-03-28T23:30:00'), at('2026-03-30T00:30:00'))).not.toBe('Yesterday');
    expect(dayKey(at('2026-03-29T00:00:00'))).toBe(dayKey(at('2026-03-29T23:59:00')));
  });

  it('writes numbers and times for people', () => {
    expect(numberOf(4712)).toBe('4,712');
    expect(timeOf(at('2026-11-22T00:05:00'))).toBe('00:05');
    expect(atMoment(at('2026-11-21T09:05:00'), now)).toBe('yesterday at 09:05');
  });
});

it('says the time of each of many minutes, whether it was asked before or not', () => {
  const start = at('2026-11-22T00:00:00');
  const all = Array.from({ length: 1_440 }, (_, minute) => timeOf(start + minute * 60_000));
  expect([all[0], all[65], all[1_439]]).toEqual(['00:00', '01:05', '23:59']);
  expect(new Set(all).size).toBe(1_440);
  expect([timeOf(start + 59_999), timeOf(start + 60_000), timeOf('2026-11-22T00:01:30')]).toEqual([
    '00:00',
    '00:01',
    '00:01',
  ]);
});

it('writes every duration in one way', () => {
  expect([0, 0.42, 4, 249.6, 999.7, 1_500, 9_999, 61_240].map(durationOf)).toEqual([
    '0 ms',
    '0.4 ms',
    '4 ms',
    '250 ms',
    '1 s',
    '1.5 s',
    '10 s',
    '61.2 s',
  ]);
});
