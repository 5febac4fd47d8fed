import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { TtlLruCache } from './ttl-lru-cache.ts';

it('holds and forgets as lru-cache does, whatever is asked of it', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    fc.record({ do: fc.constant('get' as const), key }),
    fc.record({ do: fc.constant('set' as const), key, ttl: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ do: fc.constant('wait' as const), by: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ do: fc.constant('forget' as const), key }),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), async (capacity, steps) => {
      const clock = manualClock();
      const ours = new TtlLruCache<number>(capacity, clock);
      const oracle = new LRUCache<string, number>({
        max: capacity,
        ttl: 1,
        ttlResolution: 0,
        perf: { now: () => clock.elapsed() },
      });
      for (const [index, one] of steps.entries()) {
        if (one.do === 'get') expect(ours.get(one.key)).toBe(oracle.get(one.key));
        if (one.do === 'set') ours.set(one.key, index, one.ttl);
        if (one.do === 'set') oracle.set(one.key, index, { ttl: one.ttl });
        if (one.do === 'wait') await clock.advance(one.by);
        if (one.do === 'forget') ours.forget(one.key);
        if (one.do === 'forget') oracle.delete(one.key);
        expect(ours.statistics().size).toBe(oracle.size);
      }
    }),
    { numRuns: 60 },
  );
});

it('counts hits, misses, evictions and expirations', async () => {
  const clock = manualClock();
  const cache = new TtlLruCache<number | null>(2, clock);
  cache.set('a', 1, 100);
  cache.set('b', null, 10);
  expect([cache.get('a'), cache.get('b'), cache.get('x')]).toEqual([1, null, undefined]);
  await clock.advance(11);
  expect(cache.get('b')).toBeUndefined();
  cache.set('c', 3, 100);
  cache.set('d', 4, 100);
  expect(cache.get('a')).toBeUndefined();
  expect(cache.statistics()).toEqual({ hits: 2, misses: 3, evictions: 1, expirations: 1, size: 2 });
});

it('forgets by the beginning of the key', () => {
  const cache = new TtlLruCache<number>(9, manualClock());
  for (const key of ['ada/pages/1', 'ada/pages/2', 'ada/people', 'bob/pages/1']) cache.set(key, 1, 100);
  cache.forget('ada/pages/');
  expect(['ada/pages/1', 'ada/people', 'bob/pages/1'].map((key) => cache.get(key))).toEqual([undefined, 1, 1]);
  cache.forget();
  expect(cache.statistics().size).toBe(0);
});
