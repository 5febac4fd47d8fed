import { describe, expect, it } from 'vitest';
import type { Line } from '../measure/line.ts';
import { curvesIn } from './curves.ts';
import { pictureOf } from './picture.ts';

const line = (what: string, ratio: number, bench = 'growth'): Line => ({
  bench,
  what,
  ratio,
  value: ratio * 3,
  unit: 'ms a page',
  bound: null,
  cost: null,
});
const lines = [
  line('messages in a conversation: 1000', 1),
  line('messages in a conversation: 100000', 1.5),
  line('nodes: 1', 1),
  line('nodes: 4', 0.4),
  line('nodes: 4', 9, 'fanout'),
];

describe('what is drawn of the growth bench', () => {
  it('is a curve for each thing that grows, and nothing of other benches', () => {
    const curves = curvesIn(lines);
    expect(curves.map(({ name, places }) => [name, places.map(({ x, ratio }) => [x, ratio])])).toEqual([
      [
        'messages in a conversation',
        [
          [1_000, 1],
          [100_000, 1.5],
        ],
      ],
      [
        'nodes',
        [
          [1, 1],
          [4, 0.4],
        ],
      ],
    ]);
  });

  it('puts what is dearer higher, and every mark inside its panel', () => {
    const picture = pictureOf(curvesIn(lines));
    const marks = [...picture.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/gu)].map(([, x, y]) => [Number(x), Number(y)]);
    const [first, dearer, one, cheaper] = marks.map(([, y = 0]) => y);
    expect(dearer).toBeLessThan(first ?? 0);
    expect(cheaper).toBeGreaterThan(one ?? 0);
    for (const [x = 0, y = 0] of marks) expect([x > 0 && x < 380, y > 0 && y < 240]).toEqual([true, true]);
    expect(picture).toContain('>100k<');
  });
});
