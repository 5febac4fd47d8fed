import { build } from 'hdr-histogram-js';
import { expect, it } from 'vitest';
import { report } from './report.ts';

const tally = { acknowledged: 1, refused: 0, delivered: 1, expected: 1, lost: 0, doubled: 0, reordered: 0 };
const result = { tally, seconds: 1, holes: 1, answered: build(), arrived: build() };

it('tells how many sends a rate limit put off, where it did', () => {
  expect(report({ ...result, putOff: 146 }).slice(-2)).toEqual([
    '0 refused for good, 1 hole asked about',
    '146 sends put off by a rate limit, and made again',
  ]);
  expect(report({ ...result, putOff: 0 }).at(-1)).toBe('0 refused for good, 1 hole asked about');
});
