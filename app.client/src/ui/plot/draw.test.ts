import { expect, it } from 'vitest';
import { areWhole, labelOf, loneOf, spanOf } from './draw.ts';

it('finds what no line goes through', () => {
  expect(loneOf([1, null, 2, 3, null, null, 0, null])).toEqual([0, 6]);
  expect(loneOf([])).toEqual([]);
});

it('puts one moment alone into the middle of a short time', () => {
  expect(spanOf([1_000], false)).toEqual([970, 1_030]);
  expect(spanOf([1_000, 1_600], false)).toEqual([1_000, 1_600]);
  expect(spanOf([864_000], true)).toEqual([777_600, 950_400]);
});

it('writes counts so that they have room beside the axis', () => {
  const ticks = [0, 0.5, 9_000, 20_000, 1_500_000, 300_000_000, 2_500_000_000];
  expect(ticks.map(labelOf)).toEqual(['0', '0.5', '9000', '20K', '1.5M', '300M', '2.5B']);
});

it('writes beside each tick what it is, and not the next rounder number', () => {
  expect([10_000, 12_500, 15_000, 17_500, 1_250_000].map(labelOf)).toEqual(['10K', '12.5K', '15K', '17.5K', '1.25M']);
});

it('counts what comes in whole ones in whole ones', () => {
  expect(areWhole([{ values: [0, null, 9] }, { values: [] }])).toBe(true);
  expect(areWhole([{ values: [0, 9] }, { values: [2.5] }])).toBe(false);
});
