import { describe, expect, it } from 'vitest';
import { compareWith, mergedWith, readBaseline } from './baseline.ts';

const line = (bench: string, what: string, ratio: number | null, bound: { atLeast: number } | { atMost: number }) => ({
  bench,
  what,
  value: 1,
  unit: 'ms',
  ratio,
  bound,
  cost: null,
});
const sends = (ratio: number) => line('send', 'over REST', ratio, { atLeast: 0.25 });
const storm = (ratio: number) => line('storm', 'a reconnect', ratio, { atMost: 2.5 });

describe('the kept ratios', () => {
  it('are held against those of a run: a fifth lower where more is better, a fifth higher where less is', () => {
    expect(compareWith([sends(0.5), storm(1)], [sends(0.39), storm(1.21)])).toEqual([
      'Worse than the kept ratios by a fifth: 2 of 2.',
      'send: over REST was 0.50 and is 0.39',
      'storm: a reconnect was 1.00 and is 1.21',
    ]);
    expect(compareWith([sends(0.5), storm(1)], [sends(0.9), storm(0.5)])).toEqual([
      'Worse than the kept ratios by a fifth: 0 of 2.',
    ]);
  });

  it('say nothing of what was never kept', () => {
    expect(compareWith([storm(1)], [sends(0.1)])).toEqual([]);
    expect(readBaseline(() => '{ torn')).toEqual([]);
  });

  it('stay for the benches that did not run', () => {
    expect(mergedWith([sends(0.5), storm(1)], [storm(2)])).toEqual([sends(0.5), storm(2)]);
  });
});
