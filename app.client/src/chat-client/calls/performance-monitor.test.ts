import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { createPerformanceMonitor, percentile } from './performance-monitor.ts';

it('times what succeeds and what fails, by name', async () => {
  const clock = manualClock();
  const monitor = createPerformanceMonitor(clock);
  const after = (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve));
  const failing = monitor
    .measure('api.b', () => after(20).then(() => Promise.reject(new Error('no'))))
    .catch((error: Error) => error.message);
  const working = monitor.measure('api.a', () => after(10).then(() => 'yes'));
  await clock.advance(30);
  expect([await working, await failing]).toEqual(['yes', 'no']);
  expect(monitor.report()).toEqual([
    { name: 'api.a', count: 1, failures: 0, p50: 10, p95: 10, p99: 10, maximum: 10 },
    { name: 'api.b', count: 1, failures: 1, p50: 20, p95: 20, p99: 20, maximum: 20 },
  ]);
});

it('remembers the recent ones only, but counts all and knows the worst', () => {
  const monitor = createPerformanceMonitor(manualClock());
  monitor.record('x', 9_999);
  for (let index = 0; index < 500; index += 1) monitor.record('x', index % 100);
  const [measure] = monitor.report();
  expect(measure).toMatchObject({ count: 501, p50: 49, p99: 98, maximum: 9_999 });
});

it('gives a percentile that so many samples do not exceed, and no smaller one', () => {
  const samples = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, part) => {
      const ascending = [...values].sort((a, b) => a - b);
      const value = percentile(ascending, part);
      expect(ascending.filter((one) => one <= value).length).toBeGreaterThanOrEqual(part * ascending.length);
      expect(ascending.filter((one) => one < value).length).toBeLessThan(part * ascending.length);
    }),
  );
});

it('keeps the last slow things with their limit and why, and not those that were quick enough', () => {
  const clock = manualClock();
  const monitor = createPerformanceMonitor(clock, (_name, milliseconds) =>
    milliseconds > 5_000 ? 'offline' : 'unknown',
  );
  monitor.record('message.acknowledged', 600);
  monitor.record('message.acknowledged', 6_000);
  monitor.record('api.messages.list', 700, true);
  monitor.record('message.read', 90_000);
  expect(monitor.slow().map(({ name, limit, why }) => [name, limit, why])).toEqual([
    ['api.messages.list', 600, 'failed'],
    ['message.acknowledged', 600, 'offline'],
  ]);
  for (let index = 0; index < 100; index += 1) monitor.record('page.longTask', 1_000 + index);
  expect(monitor.slow()).toHaveLength(20);
  expect(monitor.slow()[0]?.milliseconds).toBe(1_099);
});

it('gives the recent ones in the order in which they were', () => {
  const monitor = createPerformanceMonitor(manualClock());
  for (let index = 0; index < 501; index += 1) monitor.record('x', index);
  const recent = monitor.recent('x').map(({ milliseconds }) => milliseconds);
  expect([recent.length, recent[0], recent.at(-1)]).toEqual([500, 1, 500]);
});
