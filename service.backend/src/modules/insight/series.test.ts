import { expect, it } from 'vitest';
import { slowestOf } from './live.ts';
import { createSeries } from './series.ts';

const hour = 3_600_000;

it('has forgotten by the morning what was slow in the evening, whether or not somebody asked meanwhile', () => {
  let now = 0;
  const series = createSeries(() => now, 'a node');
  const slowest = () => slowestOf([series.counted()]).map(({ route, count }) => [route, count]);
  for (let turn = 0; turn < 100; turn += 1) series.answered('messages.search', 200, 9_000);
  expect(slowest()).toEqual([['messages.search', 100]]);
  now += hour / 2;
  expect(slowest()).toEqual([['messages.search', 50]]);
  now += 8 * hour;
  expect(slowest()).toEqual([]);
  series.answered('me.get', 200, 3);
  expect(slowest()).toEqual([['me.get', 1]]);
});
