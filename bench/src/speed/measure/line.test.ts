import { expect, it } from 'vitest';
import { type Line, tableOf } from './line.ts';

const line: Line = {
  bench: 'history',
  what: 'a page',
  value: 3,
  unit: 'ms',
  ratio: null,
  bound: null,
  cost: null,
};

it('leaves out of the table what no row fills', () => {
  expect(tableOf([line])).toEqual(['bench    what    measured', 'history  a page  3 ms']);
  expect(tableOf([line, { ...line, ratio: 0.5, bound: { atLeast: 0.25 } }])).toEqual([
    'bench    what    measured  ratio  bound',
    'history  a page  3 ms',
    'history  a page  3 ms      0.50   >= 0.25  holds',
  ]);
});
