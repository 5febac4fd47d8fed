import type { Change } from '@parley/shared/models/change.ts';
import { describe, expect, it } from 'vitest';
import { frame, message, open, reader, says, summary } from '../model/samples.ts';
import { applyFrame } from './frames.ts';

const listed = (mine: Parameters<typeof summary>[1] = {}) => ({
  ...open(),
  summary: summary({}, mine),
  timeline: null,
});

/** Retention removed what lies below a number. */
const purge = (below: number, rev: number): Change => ({
  kind: 'conversation',
  seq: rev,
  conversation: { ...summary().conversation, purgedBelowSeq: below, rev },
});

describe('what retention removed', () => {
  it('leaves the line and the timeline at once', () => {
    const { state, wants } = applyFrame(open(), frame(5, 6, purge(5, 6)), reader);
    expect(state.timeline?.rows.map(({ seq }) => seq)).toEqual([5]);
    expect(state.summary).toMatchObject({ head: 6, me: { visibleFromSeq: 5 }, lastMessage: { seq: 5 } });
    expect(wants).toEqual({});
    const all = applyFrame(listed(), frame(5, 6, purge(6, 6)), reader).state;
    expect(all.summary.lastMessage).toBeNull();
  });

  it('may have counted as unread: the line stays behind, and is asked for until it is here', () => {
    const behind = listed({ readSeq: 2, unread: { count: 3, atSeq: 5 } });
    const { state, wants } = applyFrame(behind, frame(5, 6, purge(5, 6)), reader);
    expect(state.summary).toMatchObject({ head: 5, me: { visibleFromSeq: 5, unread: { count: 3, atSeq: 5 } } });
    expect(wants).toEqual({ summary: true });
    // The answer was lost: the next frame finds the hole.
    expect(applyFrame(state, frame(6, 7, says(message(7))), reader).wants).toEqual({ summary: true });
  });

  it('may have told who came and went: the number of people is asked for', () => {
    // The joining at 6 went with what was purged, so that nothing names it any more.
    const { state, wants } = applyFrame(listed(), frame(5, 8, purge(7, 8)), reader);
    expect(state.summary.head).toBe(5);
    expect(wants).toEqual({ summary: true });
  });

  it('is not counted by a timeline that has come further than its line', () => {
    const state = open({
      ranges: [{ from: 0, upTo: 5, asOf: 5, live: true }],
      rows: [3, 4, 5].map((seq) => message(seq)),
    });
    const unread = { ...state, summary: summary({}, { readSeq: 2, unread: { count: 3, atSeq: 4 } }) };
    const cut = applyFrame(unread, frame(5, 6, purge(4, 6)), reader).state;
    const further = applyFrame(cut, frame(6, 7, purge(6, 7)), reader);
    expect(further.state).toMatchObject({ timeline: { cursor: 7 }, summary: { me: { unread: { atSeq: 4 } } } });
    expect(further.wants).toEqual({ summary: true });
  });
});
