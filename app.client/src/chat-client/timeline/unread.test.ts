import { limits } from '@parley/shared/limits.ts';
import { describe, expect, it } from 'vitest';
import { deleted, frame, message, open, reader, says, summary } from '../model/samples.ts';
import { applyFrame } from './frames.ts';
import { applyInbox } from './receipts.ts';
import { countHeld, uncounted } from './unread.ts';

const listed = () => ({ ...open(), timeline: null });
const count = (state: ReturnType<typeof listed>) => state.summary.me.unread;

describe('unread, kept from the number the server counted', () => {
  it('grows by what others say, once each, and not by what I say or what the system tells', () => {
    const mine = says(message(7, { senderId: 'ana' }));
    const joined = says(message(8, { kind: 'system', event: { type: 'joined', userId: 'cem' } }));
    const both = frame(5, 8, says(message(6)), mine, joined);
    const once = applyFrame(listed(), both, reader).state;
    expect(count(once)).toEqual({ count: 1, atSeq: 8 });
    expect(count(applyFrame(once, frame(5, 8, says(message(6))), reader).state)).toEqual({ count: 1, atSeq: 8 });
  });

  it('counts nothing twice that the server had counted already', () => {
    const { me } = summary({}, { rowVersion: 2, unread: { count: 3, atSeq: 8 } });
    const ahead = applyInbox(listed(), { epoch: reader.epoch, me }, reader).state;
    const after = applyFrame(ahead, frame(5, 9, says(message(6)), says(message(7)), says(message(9))), reader).state;
    expect(count(after)).toEqual({ count: 4, atSeq: 9 });
  });

  it('must be asked again when something is deleted that may have been counted', () => {
    const one = applyFrame(listed(), frame(5, 6, says(message(6))), reader).state;
    const { state, wants } = applyFrame(one, frame(6, 7, says(deleted(6, 7))), reader);
    expect(count(state)).toEqual({ count: 1, atSeq: 6 });
    expect(wants.summary).toBe(true);
    const fresh = summary({ head: 7 }, { unread: { count: 0, atSeq: 7 } }).me;
    const answered = applyInbox(state, { epoch: reader.epoch, me: fresh }, reader);
    expect(count(answered.state)).toEqual({ count: 0, atSeq: 7 });
    expect(answered.wants).toEqual({});
  });

  it('need not be asked when what is deleted was read, or said and deleted in one frame', () => {
    const read = applyFrame(listed(), frame(5, 6, says(deleted(4, 6))), reader);
    expect(read).toMatchObject({ state: { summary: { me: { unread: { count: 0, atSeq: 6 } } } }, wants: {} });
    const both = frame(5, 7, says(message(6)), says(deleted(6, 7)));
    expect(count(applyFrame(listed(), both, reader).state)).toEqual({ count: 0, atSeq: 7 });
  });

  it('is counted here where the timeline holds everything after my mark', () => {
    const one = applyFrame(open(), frame(5, 7, says(message(6)), says(message(7))), reader).state;
    const { state, wants } = applyFrame(one, frame(7, 8, says(deleted(6, 8))), reader);
    expect(state.summary.me.unread).toEqual({ count: 1, atSeq: 8 });
    expect(wants).toEqual({});
    expect(state.timeline && countHeld(state.timeline, { ...state.summary.me, readSeq: 7 }, reader)).toEqual({
      count: 0,
      atSeq: 8,
    });
  });

  it('of an older account of my row is not taken, and the higher mark stays', () => {
    const ahead = { ...open(), summary: summary({}, { rowVersion: 4, readSeq: 5 }) };
    const late = summary({}, { rowVersion: 3, readSeq: 3, unread: { count: 2, atSeq: 5 } }).me;
    expect(applyInbox(ahead, { epoch: reader.epoch, me: late }, reader).state).toBe(ahead);
  });

  it('counted neither from my mark nor from how far I have read is asked for anew', () => {
    const read = { ...listed(), summary: summary({}, { rowVersion: 4, readSeq: 5, unread: { count: 2, atSeq: 5 } }) };
    // A line of before I read, which comes late and knows another mark.
    const late = summary({}, { rowVersion: 4, readSeq: 2, unreadMarkSeq: 5, unread: { count: 3, atSeq: 5 } }).me;
    const { state, wants } = applyInbox(read, { epoch: reader.epoch, me: late }, reader);
    expect(state.summary.me).toMatchObject({ readSeq: 5, unread: uncounted });
    expect(wants).toEqual({ summary: true });
    const { me } = summary({}, { rowVersion: 5, unreadMarkSeq: 5, unread: { count: 1, atSeq: 5 } });
    expect(count(applyInbox(state, { epoch: reader.epoch, me }, reader).state)).toEqual({ count: 1, atSeq: 5 });
  });

  it('stops at the most that is counted', () => {
    const many = Array.from({ length: limits.unreadCounted + 20 }, (_, index) => says(message(6 + index)));
    const { unread } = applyFrame(listed(), frame(5, 5 + many.length, ...many), reader).state.summary.me;
    expect(unread.count).toBe(limits.unreadCounted);
  });
});
