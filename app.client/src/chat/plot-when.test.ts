import { expect, it } from 'vitest';
import { byDay, byMoment, dayBegins } from './plot-when.ts';

const at = (text: string) => new Date(text).getTime() / 1_000;

it('writes the times of a plot as the chat does', () => {
  const ticks = ['2026-11-28T23:30:00', '2026-11-29T00:00:00', '2026-11-29T00:30:00'].map(at);
  expect(byMoment.ticks(ticks, 1_800)).toEqual(['23:30', '29 Nov', '00:30']);
  expect(byMoment.ticks(ticks.slice(0, 1), 10)).toEqual(['23:30:00']);
  expect(byMoment.moment(at('2026-11-28T18:21:05'))).toBe('28 Nov, 18:21:05');
  expect(byDay.ticks([dayBegins('2026-11-28')], 86_400)).toEqual(['28 Nov']);
});
