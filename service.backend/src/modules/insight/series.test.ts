import { expect, it } from 'vitest';
import { pointsOf, slowestOf } from './live.ts';
import { createSeries } from './series.ts';

const hour = 3_600_000;

it('has forgotten by the morning what was slow in the evening, whether or not somebody asked meanwhile', () => {
  let now = 0;
  const series = createSeries(() => now, 'a node');
  const slowest = () => slowestOf([series.counted()]).map(({ route, count }) => [route, count]);
  for (let turn = 0; turn < 100; turn += 1) series.answered('messages.search', 200, 9_000);
  expect(slowest()).toEqual([['messages.search', 100]]);
  now += hour / 2;
  expect(slowest()).toEqual([['messages.search', 100]]);
  now += 8 * hour;
  expect(slowest()).toEqual([]);
  series.answered('me.get', 200, 3);
  expect(slowest()).toEqual([['me.get', 1]]);
});

it('knows of all that was asked in the last hour how often, also of what was asked once', () => {
  let now = 29.9 * 60_000;
  const series = createSeries(() => now, 'a node');
  const slowest = () => slowestOf([series.counted()]).map(({ route, count }) => [route, count]);
  series.answered('messages.search', 200, 9_000);
  now += 20_000;
  series.answered('messages.search', 200, 9_000);
  expect(slowest()).toEqual([['messages.search', 2]]);
  now += 49 * 60_000;
  expect(slowest()).toEqual([['messages.search', 2]]);
  now += 11 * 60_000;
  expect(slowest()).toEqual([]);
});

it('counts on after the clock of its machine was far ahead and is put right', () => {
  let now = 10 * hour;
  const series = createSeries(() => now, 'a node');
  series.answered('me.get', 200, 3);
  now += 0.6 * hour;
  series.answered('me.get', 200, 3);
  now -= 0.6 * hour;
  series.answered('me.get', 200, 3);
  series.answered('me.get', 200, 3);
  expect(pointsOf([series.counted()], now).at(-1)?.requests).toBe(3);
  expect(slowestOf([series.counted()])[0]?.count).toBe(3);
});

it('counts a message once, however often it is said again', () => {
  const series = createSeries(() => 10 * hour, 'a node');
  series.answered('messages.send', 201, 20);
  for (let turn = 0; turn < 3; turn += 1) series.answered('messages.send', 200, 900);
  expect(pointsOf([series.counted()], 10 * hour).at(-1)).toMatchObject({ requests: 4, sends: 1, sendP95: 19.5 });
});
