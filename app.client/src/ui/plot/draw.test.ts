import { expect, it } from 'vitest';
import { loneOf } from './draw.ts';

it('finds what no line goes through', () => {
  expect(loneOf([1, null, 2, 3, null, null, 0, null])).toEqual([0, 6]);
  expect(loneOf([])).toEqual([]);
});
