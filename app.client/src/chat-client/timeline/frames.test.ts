import { limits } from '@parley/shared/limits.ts';
import { describe, expect, it } from 'vitest';
import { deleted, frame, message, open, reader, says, seqs, stamp } from '../model/samples.ts';
import { applyChanges } from './changes.ts';
import { applyFrame } from './frames.ts';

describe('a frame', () => {
  it('that joins on is merged and moves the cursor', () => {
    const { state, wants } = applyFrame(open(), frame(5, 6, says(message(6))), reader);
    expect(seqs(state)).toEqual([4, 5, 6]);
    expect(state.timeline?.cursor).toBe(6);
    expect(wants).toEqual({});
  });

  it('that comes twice changes nothing the second time, not even the object', () => {
    const once = applyFrame(open(), frame(5, 6, says(message(6))), reader).state;
    expect(applyFrame(once, frame(5, 6, says(message(6))), reader).state).toBe(once);
  });

  it('beyond a hole waits, asks, and follows as soon as the hole is filled', () => {
    const { state: waiting, wants } = applyFrame(open(), frame(6, 7, says(message(7))), reader);
    expect(seqs(waiting)).toEqual([4, 5]);
    expect(wants.changes).toBe(true);

    const answer = { ...stamp(6), limited: false as const, from: 5, upTo: 6, more: false, changes: [says(message(6))] };
    const { state: filled, wants: still } = applyChanges(waiting, answer, reader);
    expect(seqs(filled)).toEqual([4, 5, 6, 7]);
    expect(filled.timeline?.cursor).toBe(7);
    expect(filled.summary).toMatchObject({ head: 7, lastMessage: { seq: 7 } });
    expect(still).toEqual({});
  });

  it('ends the same whichever of two comes first', () => {
    const [six, seven] = [frame(5, 6, says(message(6))), frame(6, 7, says(deleted(6, 7)))];
    const inOrder = applyFrame(applyFrame(open(), six, reader).state, seven, reader).state;
    const turned = applyFrame(applyFrame(open(), seven, reader).state, six, reader).state;
    expect(turned.timeline).toEqual(inOrder.timeline);
    expect(turned.summary).toEqual(inOrder.summary);
  });

  it('that only pokes says that there is something to ask for', () => {
    const state = open();
    expect(applyFrame(state, frame(9, 9), reader)).toEqual({ state, wants: { changes: true } });
  });

  it('with nothing in it moves the cursor of one who may not see more', () => {
    const { state } = applyFrame(open(), frame(5, 8), reader);
    expect(state.timeline?.cursor).toBe(8);
    expect(seqs(state)).toEqual([4, 5]);
  });

  it('of another life of the database changes nothing and wants a sync', () => {
    const state = open();
    const step = applyFrame(state, { ...frame(5, 6, says(message(6))), epoch: 'epoch-2' }, reader);
    expect(step.state).toBe(state);
    expect(step.wants).toEqual({ sync: true });
  });

  it('finds no room in a full buffer, and the changes bring it', () => {
    let state = open();
    for (let seq = 7; seq < 9 + limits.frameBuffer; seq++) {
      state = applyFrame(state, frame(seq, seq + 1, says(message(seq + 1))), reader).state;
    }
    expect(state.timeline?.buffer).toHaveLength(limits.frameBuffer);
  });

  it('of a conversation that is only listed follows there, and a hole asks for the line', () => {
    const listed = { ...open(), timeline: null };
    const { state, wants } = applyFrame(listed, frame(5, 6, says(message(6))), reader);
    expect(state.summary).toMatchObject({ head: 6, lastMessage: { seq: 6 }, me: { unread: { count: 1, atSeq: 6 } } });
    expect(wants).toEqual({});
    expect(applyFrame(listed, frame(6, 7, says(message(7))), reader)).toEqual({
      state: listed,
      wants: { summary: true },
    });
  });

  it('while a fresh start is awaited is kept for it', () => {
    const { state, wants } = applyFrame(open({ awaitsFresh: true }), frame(5, 6, says(message(6))), reader);
    expect(state.timeline?.buffer).toHaveLength(1);
    expect(wants.fresh).toBe(true);
  });
});
