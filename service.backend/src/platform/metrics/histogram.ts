import type { Sample } from './cells.ts';

/** Notes how long something took, in seconds, and how often: once, unless told. */
export type Observe = (seconds: number, times?: number) => void;

/** How often which lengths were seen: a few plain numbers, so that observing costs tens of nanoseconds. */
export interface Histogram {
  readonly observe: Observe;
  samples(name: string, labels: Readonly<Record<string, string>>): Sample[];
}

/** `bounds` rise; what is longer than the last is counted under `+Inf`. */
export function createHistogram(bounds: readonly number[]): Histogram {
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;

  return {
    observe(seconds, times = 1) {
      let place = 0;
      while (place < bounds.length && seconds > (bounds[place] ?? 0)) place++;
      counts[place] = (counts[place] ?? 0) + times;
      sum += seconds * times;
    },
    samples(name, labels) {
      let seen = 0;
      const buckets = [...bounds, '+Inf'].map((le, place) => {
        seen += counts[place] ?? 0;
        return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: seen };
      });
      return [
        ...buckets,
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: seen },
      ];
    },
  };
}
