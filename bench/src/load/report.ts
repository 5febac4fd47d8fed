import type { Histogram } from 'hdr-histogram-js';
import type { LoadResult } from './run-load.ts';

const percentiles = [50, 90, 99, 99.9] as const;

const latency = (what: string, histogram: Histogram): string => {
  const parts = percentiles.map((share) => `p${share} ${histogram.getValueAtPercentile(share)}`);
  return `${what.padEnd(20)} ${[...parts, `max ${histogram.maxValue}`].join('  ')} ms`;
};

/** "1 room", "4 rooms". */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a person wants to know of a run, in a few lines. */
export function report({ tally, seconds, holes, putOff, answered, arrived }: LoadResult): string[] {
  const each = (count: number) => Math.round(count / seconds).toLocaleString('en');
  return [
    latency('send to answer', answered),
    latency('send to each device', arrived),
    `${each(tally.acknowledged)} messages and ${each(tally.delivered)} deliveries a second, for ${seconds.toFixed(1)} s`,
    `${tally.refused} refused for good, ${counted(holes, 'hole', 'holes')} asked about`,
    ...(putOff === 0 ? [] : [`${counted(putOff, 'send', 'sends')} put off by a rate limit, and made again`]),
  ];
}

/** The line that a script reads. */
export const closingLine = ({ tally }: Pick<LoadResult, 'tally'>): string =>
  `lost ${tally.lost}, doubled ${tally.doubled}, reordered ${tally.reordered} ` +
  `(${tally.acknowledged} acknowledged, ${tally.delivered} of ${tally.expected} deliveries)`;

/** Nothing lost, doubled or reordered, nothing refused, and not nothing at all. */
export const isGood = ({ tally }: Pick<LoadResult, 'tally'>): boolean =>
  tally.acknowledged > 0 && tally.lost + tally.doubled + tally.reordered + tally.refused === 0;
