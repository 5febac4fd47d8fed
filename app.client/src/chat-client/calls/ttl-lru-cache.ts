import type { Clock } from '../ports.ts';

/** How a cache has served. */
export interface CacheStatistics {
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  readonly expirations: number;
  readonly size: number;
}

interface Held<V> {
  readonly value: V;
  readonly since: number;
  readonly ttl: number;
}

/**
 * Holds at most `capacity` values, each for its own time to live; the least recently used goes first. A `Map` keeps its
 * keys in the order of insertion, so the first key is the one to go, and using a value means inserting it again.
 */
export class TtlLruCache<V> {
  readonly #capacity: number;
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #held = new Map<string, Held<V>>();
  #hits = 0;
  #misses = 0;
  #evictions = 0;
  #expirations = 0;

  constructor(capacity: number, clock: Pick<Clock, 'elapsed'>) {
    this.#capacity = capacity;
    this.#clock = clock;
  }

  /** undefined: not held, or held for too long. */
  get(key: string): V | undefined {
    const held = this.#held.get(key);
    if (held === undefined) {
      this.#misses += 1;
      return undefined;
    }
    this.#held.delete(key);
    if (this.#clock.elapsed() - held.since > held.ttl) {
      this.#misses += 1;
      this.#expirations += 1;
      return undefined;
    }
    this.#held.set(key, held);
    this.#hits += 1;
    return held.value;
  }

  set(key: string, value: V, ttl: number): void {
    this.#held.delete(key);
    if (this.#held.size >= this.#capacity) {
      for (const oldest of this.#held.keys()) {
        this.#held.delete(oldest);
        this.#evictions += 1;
        break;
      }
    }
    this.#held.set(key, { value, since: this.#clock.elapsed(), ttl });
  }

  /** Forgets every key that begins so; all without one. */
  forget(prefix = ''): void {
    for (const key of this.#held.keys()) if (key.startsWith(prefix)) this.#held.delete(key);
  }

  statistics(): CacheStatistics {
    return {
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
      expirations: this.#expirations,
      size: this.#held.size,
    };
  }
}
