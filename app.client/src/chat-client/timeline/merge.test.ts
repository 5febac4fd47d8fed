import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message } from '../model/samples.ts';
import { merge } from './merge.ts';
import { addLive, allStale, contains, type Range } from './ranges.ts';

const versionOf = fc
  .record({ seq: fc.integer({ min: 1, max: 20 }), later: fc.nat(3) })
  .map(({ seq, later }) => message(seq, { rev: seq + later * 20, content: `version ${later}` }));

describe('merge', () => {
  it('ends the same whatever the order, the grouping and the repetitions of what arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.array(versionOf)), (batches) => {
        const all = batches.flat();
        const rows = batches.reduce<ReturnType<typeof merge>>((known, batch) => merge(known, batch), []);
        expect(merge([], all.toReversed())).toEqual(rows);
        expect(rows.map(({ seq }) => seq)).toEqual([...new Set(all.map(({ seq }) => seq))].sort((a, b) => a - b));
        for (const { seq, rev } of rows) {
          expect(rev).toBe(Math.max(...all.filter((one) => one.seq === seq).map((one) => one.rev)));
        }
        expect(merge(rows, all)).toBe(rows);
      }),
    );
  });
});

const intervalOf = fc
  .tuple(fc.nat(20), fc.nat(20))
  .map(([one, other]) => ({ from: Math.min(one, other), upTo: Math.max(one, other) }));

describe('ranges', () => {
  it('hold exactly the numbers that were added, sorted, apart, and live ones joined', () => {
    fc.assert(
      fc.property(fc.array(intervalOf), fc.array(intervalOf), (before, after) => {
        const stale = allStale(before.reduce<readonly Range[]>((all, one) => addLive(all, one, 30), []));
        const ranges = after.reduce((all, one) => addLive(all, one, 40), stale);
        for (let seq = 0; seq <= 21; seq++) {
          const isFresh = after.some((one) => contains(one, seq));
          const isKnown = isFresh || before.some((one) => contains(one, seq));
          const holders = ranges.filter((one) => contains(one, seq));
          expect(holders).toHaveLength(isKnown ? 1 : 0);
          if (isKnown) expect(holders[0]?.live).toBe(isFresh);
        }
        for (const [index, { from, live }] of ranges.entries()) {
          const previous = ranges[index - 1];
          if (!previous) continue;
          expect(previous.upTo).toBeLessThanOrEqual(from);
          if (live && previous.live) expect(previous.upTo).toBeLessThan(from);
        }
      }),
    );
  });

  it('that learn nothing new stay the same object', () => {
    const ranges = addLive([], { from: 3, upTo: 9 }, 9);
    expect(addLive(ranges, { from: 4, upTo: 9 }, 12)).toBe(ranges);
    expect(addLive(ranges, { from: 20, upTo: 20 }, 20)).toBe(ranges);
  });
});
