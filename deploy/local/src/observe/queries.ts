import type { Query } from './panel.ts';

const window = '[$__rate_interval]';

/** How often a second, told apart by these labels. */
export const perSecond = (counter: string, by: readonly string[], legend: string): Query => ({
  expr: by.length === 0 ? `sum(rate(${counter}${window}))` : `sum by (${by.join(', ')}) (rate(${counter}${window}))`,
  legend,
});

/** The length that so large a share stays under. `histogram` without its ending, with its labels if any. */
export const quantile = (share: number, histogram: string, by: readonly string[], legend: string): Query => {
  const [name = '', labels = ''] = histogram.split(/(?=\{)/);
  return {
    expr: `histogram_quantile(${share}, sum by (${['le', ...by].join(', ')}) (rate(${name}_bucket${labels}${window})))`,
    legend,
  };
};

/** p50 and p99 of all together. */
export const typicalAndWorst = (histogram: string): readonly Query[] => [
  quantile(0.5, histogram, [], 'p50'),
  quantile(0.99, histogram, [], 'p99'),
];

/** As it stands now. */
export const now = (expr: string, legend: string): Query => ({ expr, legend });
