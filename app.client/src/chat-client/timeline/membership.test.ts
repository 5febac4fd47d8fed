import { describe, expect, it } from 'vitest';
import { frame, message, open, person, reader, says, stamp, summary } from '../model/samples.ts';
import { applyFrame } from './frames.ts';
import { membershipEnded } from './membership.ts';
import { applyOwnAnswer } from './own-answers.ts';
import { applyPage, askPage } from './pages.ts';
import { applyInbox, applyReceiptAnswer } from './receipts.ts';
import { applySummary } from './summary.ts';

const back = frame(8, 9, {
  kind: 'participant',
  seq: 9,
  participant: person('ana', { joinedSeq: 9, deliveredSeq: 9, readSeq: 9, rev: 9 }),
});

describe('one who was removed and is back', () => {
  it('forgets all that he held, though nobody told him of the removal', () => {
    const { state, wants } = applyFrame(open(), back, reader);
    expect(state.timeline).toMatchObject({ joinedSeq: 9, awaitsFresh: true, rows: [], buffer: [{ from: 8, upTo: 9 }] });
    expect([...state.participants.keys()]).toEqual(['ana']);
    expect(state.summary.lastMessage).toBeNull();
    expect(wants).toMatchObject({ fresh: true, summary: true });
  });

  it('keeps what was said since, though he hears of it before he hears of his joining', () => {
    const ahead = applyFrame(open(), frame(9, 10, says(message(10))), reader).state;
    const { state } = applyFrame(ahead, back, reader);
    expect(state.timeline?.buffer.map(({ upTo }) => upTo)).toEqual([9, 10]);
  });

  it('does not let late answers of the earlier membership in', () => {
    const { state } = applyFrame(askPage(open(), 1), back, reader);
    expect(applyOwnAnswer(state, { ...stamp(7), message: message(4, { rev: 7 }) }, reader).state).toBe(state);
    const page = { ...stamp(7), from: 0, upTo: 3, messages: [message(1)] };
    expect(applyPage(state, 1, page, reader)).toMatchObject({ state, used: false });
    expect(applyFrame(state, frame(6, 7, says(message(7))), reader).state).toBe(state);
    expect(applyInbox(state, { epoch: reader.epoch, me: summary().me }, reader).state).toBe(state);
    expect(applySummary(state, reader.epoch, summary({ head: 7 }), reader).state).toBe(state);
  });

  it('is not sent away by the late news of the earlier removal', () => {
    const { state } = applyFrame(open(), back, reader);
    expect(membershipEnded(state, { epoch: reader.epoch, seq: 7 }, reader).state).toBe(state);
  });

  it('learns by any answer that bears the newer joining', () => {
    const answer = { ...stamp(12), joinedSeq: 9, message: message(12, { senderId: 'ana' }) };
    const { state, wants } = applyOwnAnswer(open(), answer, reader);
    expect(state.timeline).toMatchObject({ joinedSeq: 9, rows: [], loose: [{ seq: 12 }] });
    expect(wants.fresh).toBe(true);
  });

  it('believes his new row only when he is told the whole of it', () => {
    const { state } = applyFrame({ ...open(), timeline: null }, back, reader);
    const line = summary(
      { head: 9 },
      { joinedSeq: 9, readSeq: 9, rowVersion: 3, role: 'admin', unread: { count: 0, atSeq: 9 } },
    );
    const step = applySummary(state, reader.epoch, line, reader);
    expect(step.state.summary.me).toMatchObject({ visibleFromSeq: 0, role: 'admin', rowVersion: 3 });
    expect(step.wants).toEqual({});
  });
});

describe('one who is back and reads at once', () => {
  it('still asks for his row: the answer to a receipt does not bear the whole of it', () => {
    const { state } = applyFrame({ ...open(), timeline: null }, back, reader);
    const marks = {
      readSeq: 12,
      deliveredSeq: 12,
      unreadMarkSeq: null,
      rowVersion: 4,
      unread: { count: 0, atSeq: 12 },
    };
    expect(applyReceiptAnswer(state, { ...stamp(12), joinedSeq: 9, ...marks }, reader).wants.summary).toBe(true);
  });
});

describe('one of whom the log tells', () => {
  const toldOfMe = (changed: Parameters<typeof person>[1]) =>
    frame(5, 6, { kind: 'participant', seq: 6, participant: person('ana', { rev: 6, ...changed }) });

  it('that he has another role asks for his whole row', () => {
    expect(applyFrame(open(), toldOfMe({ role: 'admin' }), reader).wants).toEqual({ summary: true });
    expect(applyFrame(open(), toldOfMe({}), reader).wants).toEqual({});
  });

  it('that he has left lets a sync judge', () => {
    expect(applyFrame(open(), toldOfMe({ leftSeq: 6 }), reader).wants).toEqual({ sync: true });
  });
});

describe('one who was removed', () => {
  it('forgets the conversation', () => {
    expect(membershipEnded(open(), { epoch: reader.epoch, seq: 7 }, reader).state).toBeNull();
  });

  it('does not believe what another life of the database says', () => {
    const state = open();
    expect(membershipEnded(state, { epoch: 'epoch-0', seq: 7 }, reader)).toEqual({ state, wants: { sync: true } });
  });
});
