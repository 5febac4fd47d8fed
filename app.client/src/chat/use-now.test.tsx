import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dayName } from './moments.ts';
import { useToday } from './use-now.ts';

const zone = process.env.TZ;

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const todayAt = (moment: string) => {
  vi.useFakeTimers({ now: new Date(moment) });
  return renderHook(() => useToday()).result.current;
};

describe('today', () => {
  it('is today all day long, also where the clock goes forward and the day has twenty-three hours', () => {
    process.env.TZ = 'Europe/Berlin';
    for (const moment of ['2026-03-29T00:30:00+01:00', '2026-03-29T12:00:00+02:00', '2026-03-29T23:59:00+02:00']) {
      const today = todayAt(moment);
      expect(dayName(moment, today)).toBe('Today');
      expect(dayName('2026-03-28T23:30:00+01:00', today)).toBe('Yesterday');
    }
  });

  it('is today where the clock goes back, and where midnight itself is left out', () => {
    process.env.TZ = 'Europe/Berlin';
    expect(dayName('2026-10-25T00:30:00+02:00', todayAt('2026-10-25T23:30:00+01:00'))).toBe('Today');
    process.env.TZ = 'Africa/Cairo';
    expect(dayName('2026-04-24T01:30:00+03:00', todayAt('2026-04-24T20:00:00+03:00'))).toBe('Today');
  });
});
