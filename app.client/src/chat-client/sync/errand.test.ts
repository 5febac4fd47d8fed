import { expect, it } from 'vitest';
import { ApiError } from '../failure.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { createErrand } from './errand.ts';

it('runs once for many wishes, and once more for those that came meanwhile', async () => {
  const clock = manualClock();
  let runs = 0;
  const errand = createErrand(clock, async () => {
    runs += 1;
    if (runs === 1) for (let wish = 0; wish < 3; wish += 1) errand.want();
  });
  errand.want(100);
  errand.want(300);
  await clock.advance(99);
  expect(runs).toBe(0);
  await clock.advance(1);
  expect(runs).toBe(2);
  await clock.advance(1_000);
  expect(runs).toBe(2);
});

it('tries again after a failure, later each time, at once when hurried, and not at all when it was refused', async () => {
  const clock = manualClock(() => 0.999);
  const moments: number[] = [];
  let failure = new ApiError('NETWORK_FAILED', 'wire');
  const began = clock.elapsed();
  const errand = createErrand(clock, async () => {
    moments.push(clock.elapsed() - began);
    throw failure;
  });
  errand.want();
  await clock.advance(3_600);
  expect(moments.map(Math.round)).toEqual([0, 500, 1499, 3497]);
  errand.hurry();
  await clock.advance(0);
  expect(moments).toHaveLength(5);
  failure = new ApiError('UNAVAILABLE', 'server', { retryAfterMs: 9_000 });
  await clock.advance(500);
  expect(moments).toHaveLength(6);
  await clock.advance(8_999);
  expect(moments).toHaveLength(6);
  failure = new ApiError('FORBIDDEN', 'server');
  await clock.advance(60_000);
  expect(moments).toHaveLength(7);
  expect(clock.pending).toBe(0);
});

it('begun anew, waits for nothing that is under way and hears nothing of its end', async () => {
  const clock = manualClock(() => 0.999);
  const ends: ((failure?: ApiError) => void)[] = [];
  const overtaken: boolean[] = [];
  const errand = createErrand(clock, async (isOvertaken) => {
    await new Promise<void>((resolve, reject) => {
      ends.push((failure) => (failure ? reject(failure) : resolve()));
    }).finally(() => overtaken.push(isOvertaken()));
  });
  errand.want();
  await clock.advance(0);
  errand.anew();
  expect(ends).toHaveLength(2);
  ends[0]?.(new ApiError('TIMED_OUT', 'wire'));
  await clock.advance(60_000);
  expect([ends.length, overtaken]).toEqual([2, [true]]);
  errand.want();
  ends[1]?.();
  await clock.advance(0);
  expect([ends.length, overtaken]).toEqual([3, [true, false]]);
});
