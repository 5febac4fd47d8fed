import { describe, expect, it } from 'vitest';
import { deleted, frame, message, open, reader, says, seqs, stamp } from '../model/samples.ts';
import { applyFrame } from './frames.ts';
import { applyPage, askPage, pageFailed } from './pages.ts';
import { shown } from './shown.ts';

const older = (asOf: number) => ({ ...stamp(asOf), from: 0, upTo: 3, messages: [message(1), message(2), message(3)] });

describe('a page of history', () => {
  it('fills its interval and leaves the cursor alone', () => {
    const { state, used } = applyPage(askPage(open(), 1), 1, older(5), reader);
    expect(used).toBe(true);
    expect(seqs(state)).toEqual([1, 2, 3, 4, 5]);
    expect(state.timeline).toMatchObject({ cursor: 5, tickets: [], ranges: [{ from: 0, upTo: 5, live: true }] });
  });

  it('does not bring back what was deleted while it was on its way', () => {
    const asked = askPage(open(), 1);
    const heard = applyFrame(asked, frame(5, 6, says(deleted(2, 6))), reader).state;
    expect(seqs(heard)).toEqual([4, 5]);
    const { state } = applyPage(heard, 1, older(5), reader);
    expect(state.timeline?.rows.find(({ seq }) => seq === 2)?.content).toBeNull();
    expect(state.timeline?.touched).toEqual([]);
  });

  it('keeps nothing aside when no page is asked for, or none will come', () => {
    const heard = applyFrame(open(), frame(5, 6, says(deleted(2, 6))), reader).state;
    expect(heard.timeline?.touched).toEqual([]);
    const kept = applyFrame(askPage(open(), 1), frame(5, 6, says(deleted(2, 6))), reader).state;
    expect(pageFailed(kept, 1).timeline).toMatchObject({ touched: [], tickets: [] });
  });

  it('is asked again when it was read before the last fresh start', () => {
    const { state, used } = applyPage(askPage(open({ freshAt: 5 }), 1), 1, older(4), reader);
    expect(used).toBe(false);
    expect(seqs(state)).toEqual([4, 5]);
  });

  it('takes away what it no longer has, but not what was heard of after it was read', () => {
    const asked = askPage(open(), 1);
    const newest = { ...stamp(5), from: 3, upTo: 5, messages: [message(5)] };
    expect(seqs(applyPage(asked, 1, newest, reader).state)).toEqual([5]);
    const edited = applyFrame(asked, frame(5, 6, says(message(4, { rev: 6 }))), reader).state;
    expect(seqs(applyPage(edited, 1, newest, reader).state)).toEqual([4, 5]);
  });

  it('that nobody waits for any more changes nothing', () => {
    const state = open();
    expect(applyPage(state, 1, older(5), reader)).toMatchObject({ state, used: false });
  });

  it('around a number leaves a gap that the screen knows of', () => {
    const far = open({ cursor: 40, ranges: [{ from: 38, upTo: 40, asOf: 40, live: true }], rows: [message(40)] });
    const page = { ...stamp(40), from: 9, upTo: 11, messages: [message(10), message(11)] };
    const { state } = applyPage(askPage(far, 1), 1, page, reader);
    if (!state.timeline) return;
    const there = shown(state.timeline, { around: 10, offline: false });
    expect(there.rows.map(({ seq }) => seq)).toEqual([10, 11]);
    expect(there).toMatchObject({ older: true, newer: true });
    expect(shown(state.timeline, { around: null, offline: false })).toMatchObject({ older: true, newer: false });
  });
});
