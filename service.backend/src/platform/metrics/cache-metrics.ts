import type { Add } from './cells.ts';
import type { Instruments } from './instruments.ts';

/** What a cache of the server was worth. */
export interface CacheMetrics {
  /** Two counts to be kept by the cache of this name. */
  of(cache: string): { readonly hit: Add; readonly miss: Add };
}

/** By the name of the cache. */
export function createCacheMetrics(instruments: Instruments): CacheMetrics {
  const reads = instruments.counter({
    name: 'parley_cache_reads_total',
    help: 'Reads of caches of the server, by cache and outcome',
    labels: ['cache', 'outcome'],
  });
  return { of: (cache) => ({ hit: reads.of(cache, 'hit'), miss: reads.of(cache, 'miss') }) };
}
