import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRests } from './rests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Works for so long, rests, and tells how long the rest was. */
async function restAfter(work: number, rest: () => Promise<void>): Promise<number> {
  vi.advanceTimersByTime(work);
  const began = performance.now();
  const rested = rest().then(() => performance.now() - began);
  await vi.runOnlyPendingTimersAsync();
  return rested;
}

it('rests three times as long as it worked, and two seconds at most', async () => {
  const rest = createRests(new AbortController().signal);
  expect(await restAfter(100, rest)).toBe(300);
  expect(await restAfter(50, rest)).toBe(150);
  expect(await restAfter(30_000, rest)).toBe(2_000);
});

it('saves up steps that are next to nothing, and rests for all of them', async () => {
  const rest = createRests(new AbortController().signal);
  expect(await restAfter(2, rest)).toBe(0);
  expect(await restAfter(2, rest)).toBe(0);
  expect(await restAfter(2, rest)).toBe(18);
  expect(await restAfter(4, rest)).toBe(0);
});

it('is woken, and goes no further, when the job is to stop', async () => {
  const stop = new AbortController();
  const rest = createRests(stop.signal);
  vi.advanceTimersByTime(500);
  const rested = expect(rest()).rejects.toThrow('cancelled');
  stop.abort(new Error('cancelled'));
  await rested;
  expect(vi.getTimerCount()).toBe(0);
  await expect(rest()).rejects.toThrow('cancelled');
});
