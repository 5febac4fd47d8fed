import { describe, expect, it } from 'vitest';
import { frame, message, open, reader, says, seqs } from '../model/samples.ts';
import { applyFrame } from './frames.ts';
import { askPage } from './pages.ts';
import { shown } from './shown.ts';
import { held, trimmed } from './trim.ts';

const long = (count: number) =>
  open({
    cursor: count,
    ranges: [{ from: 0, upTo: count, asOf: count, live: true }],
    rows: Array.from({ length: count }, (_, index) => message(index + 1)),
  });
const timelineOf = ({ timeline }: ReturnType<typeof open>) => {
  if (!timeline) throw new Error('not held open');
  return timeline;
};

describe('a timeline that has grown long', () => {
  it('keeps its newest end, says that there is more above, and goes on as before', () => {
    const count = held.most + 1;
    const state = { ...long(count), timeline: trimmed(timelineOf(long(count))) };
    expect(state.timeline.rows).toHaveLength(held.kept);
    expect(shown(state.timeline, { around: null, offline: false })).toMatchObject({ older: true, newer: false });
    const { state: next, wants } = applyFrame(state, frame(count, count + 1, says(message(count + 1))), reader);
    expect(seqs(next)).toEqual(Array.from({ length: held.kept + 1 }, (_, index) => count - held.kept + 1 + index));
    expect(wants).not.toHaveProperty('changes');
  });

  it('stays as it is while it is not too long, and while a page of it is on its way', () => {
    const short = timelineOf(long(held.most));
    expect(trimmed(short)).toBe(short);
    const asked = timelineOf(askPage(long(held.most + 1), 1));
    expect(trimmed(asked)).toBe(asked);
  });
});
