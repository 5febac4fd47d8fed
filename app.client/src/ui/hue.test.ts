import { describe, expect, it } from 'vitest';
import { tintOf } from './hue.ts';

/** Ids as they are made: version 4, by a generator that is the same in every run. */
function ids(count: number, seed: number): string[] {
  let state = seed;
  const hex = (length: number) =>
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state >>> 28).toString(16);
    }).join('');
  return Array.from({ length: count }, () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`);
}

describe('the tint of a face', () => {
  it('is the same for the same person, and never near amber', () => {
    for (const id of ids(500, 7)) {
      const { hue } = tintOf(id);
      expect(tintOf(id)).toEqual(tintOf(id));
      expect(hue < 45 || hue > 90).toBe(true);
    }
  });

  it('uses all tints alike, so that seven people seldom share one', () => {
    const counts = new Map<string, number>();
    for (const id of ids(5_400, 11)) {
      const { hue, tone } = tintOf(id);
      counts.set(`${hue} ${tone}`, (counts.get(`${hue} ${tone}`) ?? 0) + 1);
    }
    expect(counts.size).toBe(54);
    expect(Math.min(...counts.values())).toBeGreaterThan(50);
    expect(Math.max(...counts.values())).toBeLessThan(160);
  });
});
