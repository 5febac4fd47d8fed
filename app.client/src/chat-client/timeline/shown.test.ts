import { describe, expect, it } from 'vitest';
import { message, open } from '../model/samples.ts';
import { shown } from './shown.ts';

const rows = [1, 2, 3, 7, 8, 9].map((seq) => message(seq));

/** What was read before a jump (up to 3) is stale; a hole; and what the server vouches for (from 7 on). */
function jumped() {
  const { timeline } = open({
    cursor: 9,
    rows,
    ranges: [
      { from: 0, upTo: 3, asOf: 3, live: false },
      { from: 6, upTo: 9, asOf: 9, live: true },
    ],
  });
  if (!timeline) throw new Error('it is held open');
  return timeline;
}
const seqs = (answer: ReturnType<typeof shown>) => answer.rows.map(({ seq }) => seq);

describe('what is shown around a hole', () => {
  it('is what joins on to where somebody reads: a hole is never bridged, and more is asked for', () => {
    const newest = shown(jumped(), { around: null, offline: true });
    expect(seqs(newest)).toEqual([7, 8, 9]);
    expect(newest).toMatchObject({ older: true, newer: false, stale: [] });
  });

  it('is out of date below it: shown without a connection, with a mark, and with more to come', () => {
    const below = shown(jumped(), { around: 2, offline: true });
    expect(seqs(below)).toEqual([1, 2, 3]);
    expect(below).toMatchObject({ older: false, newer: true, stale: [{ from: 0, upTo: 3 }] });
  });

  it('is asked for anew as soon as there is a connection', () => {
    expect(shown(jumped(), { around: 2, offline: false })).toMatchObject({ rows: [], range: null });
  });

  it('joins without a seam when the page between has come, and only the stale part is marked', () => {
    const timeline = jumped();
    const filled = {
      ...timeline,
      rows: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((seq) => message(seq)),
      ranges: [...timeline.ranges.slice(0, 1), { from: 3, upTo: 9, asOf: 9, live: true }],
    };
    const all = shown(filled, { around: null, offline: true });
    expect(seqs(all)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(all).toMatchObject({ older: false, newer: false, stale: [{ from: 0, upTo: 3 }] });
    expect(seqs(shown(filled, { around: null, offline: false }))).toEqual([4, 5, 6, 7, 8, 9]);
  });
});

describe('what is shown without a hole', () => {
  it('are the very rows of the timeline, so that nobody renders for a copy', () => {
    const { timeline } = open();
    expect(timeline && shown(timeline, { around: null, offline: false }).rows).toBe(timeline?.rows);
    expect(timeline?.rows).not.toHaveLength(0);
  });
});
