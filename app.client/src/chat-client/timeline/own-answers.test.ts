import { describe, expect, it } from 'vitest';
import { frame, message, open, reader, says, seqs, stamp } from '../model/samples.ts';
import { applyFrame } from './frames.ts';
import { applyOwnAnswer } from './own-answers.ts';
import { remember } from './remember.ts';
import { shown } from './shown.ts';

const mine = (seq: number, changed = {}) => message(seq, { senderId: 'ana', ...changed });

describe('the answer to my own send', () => {
  it('shows it at once, but my own 7 does not hide a missing 6', () => {
    const { state } = applyOwnAnswer(open(), { ...stamp(7), message: mine(7) }, reader);
    expect(state.timeline?.cursor).toBe(5);
    if (state.timeline) {
      expect(shown(state.timeline, { around: null, offline: false }).rows.map(({ seq }) => seq)).toEqual([4, 5, 7]);
    }
    expect(applyFrame(state, frame(6, 7, says(mine(7))), reader).wants.changes).toBe(true);
    const after = applyFrame(state, frame(5, 7, says(message(6)), says(mine(7))), reader).state;
    expect(seqs(after)).toEqual([4, 5, 6, 7]);
    expect(after.timeline?.loose).toEqual([]);
  });

  it('is merged by rev: an edit answered before the frame of the sending keeps the edited words', () => {
    const edited = mine(6, { rev: 9, content: 'better', version: 2 });
    const { state } = applyOwnAnswer(open(), { ...stamp(9), message: edited }, reader);
    const after = applyFrame(state, frame(5, 6, says(mine(6))), reader).state;
    expect(after.timeline?.rows.at(-1)?.content).toBe('better');
  });

  it('is no longer loose once the disk has brought what lies around it', () => {
    const waits = open({ awaitsFresh: true, cursor: 0, ranges: [], rows: [] });
    const edited = mine(3, { rev: 9, content: 'better', version: 2 });
    const { state } = applyOwnAnswer(waits, { ...stamp(9), message: edited }, reader);
    const { joinedSeq = 0, visibleFromSeq = 0 } = state.timeline ?? {};
    const saved = {
      epoch: reader.epoch,
      joinedSeq,
      visibleFromSeq,
      participants: [],
      at: 1,
      ranges: [{ from: 0, upTo: 5, asOf: 5, live: true }],
      rows: [message(2), mine(3), message(5)],
    };
    const { timeline } = remember(state, saved, reader).state;
    expect(timeline).toMatchObject({ cursor: 5, loose: [] });
    expect(timeline?.rows.map(({ seq, content }) => [seq, content === 'better'])).toEqual([
      [2, false],
      [3, true],
      [5, false],
    ]);
  });

  it('that comes twice changes nothing', () => {
    const once = applyOwnAnswer(open(), { ...stamp(7), message: mine(7) }, reader).state;
    expect(applyOwnAnswer(once, { ...stamp(7), message: mine(7) }, reader).state).toBe(once);
  });

  it('changes nothing where I may not see it any more', () => {
    const state = open();
    const stored = { id: 'm7', seq: 7, createdAt: message(7).createdAt };
    const answer = { epoch: reader.epoch, asOf: 7, joinedSeq: 0, stored, message: null };
    expect(applyOwnAnswer(state, answer, reader).state).toBe(state);
  });

  it('is dropped where it is below what I may see, or of before my joining', () => {
    const state = open({ visibleFromSeq: 4, ranges: [{ from: 0, upTo: 5, asOf: 5, live: true }] });
    expect(applyOwnAnswer(state, { ...stamp(9), message: mine(3, { rev: 9 }) }, reader).state).toBe(state);
    const rejoined = { ...state, summary: { ...state.summary, me: { ...state.summary.me, joinedSeq: 4 } } };
    expect(applyOwnAnswer(rejoined, { ...stamp(3), message: mine(3) }, reader).state).toBe(rejoined);
  });
});
