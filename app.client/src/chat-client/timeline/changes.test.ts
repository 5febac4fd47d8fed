import { describe, expect, it } from 'vitest';
import { frame, message, open, person, reader, says, seqs, stamp, summary } from '../model/samples.ts';
import { applyChanges } from './changes.ts';
import { applyFrame } from './frames.ts';
import { headOf, openHeadOf } from './heads.ts';
import { shown } from './shown.ts';
import { applySynced } from './synced.ts';

describe('the answer about what came after a cursor', () => {
  it('asks on while there is more', () => {
    const answer = { ...stamp(9), limited: false as const, from: 5, upTo: 7, more: true, changes: [says(message(6))] };
    const { state, wants } = applyChanges(open(), answer, reader);
    expect(state.timeline?.cursor).toBe(7);
    expect(wants.changes).toBe(true);
  });

  it('that is older than what frames brought meanwhile changes nothing', () => {
    const state = applyFrame(open(), frame(5, 8, says(message(6))), reader).state;
    const answer = { ...stamp(7), limited: false as const, from: 5, upTo: 7, more: false, changes: [says(message(6))] };
    expect(applyChanges(state, answer, reader)).toEqual({ state, wants: {} });
  });

  it('that is limited waits for a fresh start, after which what was known is stale', () => {
    const jumping = applyChanges(open(), { ...stamp(40), limited: true }, reader);
    expect(jumping.wants.fresh).toBe(true);
    expect(openHeadOf(jumping.state)).toEqual({ c: 'c', cursor: null, joinedSeq: 1 });
    expect(headOf(jumping.state).cursor).toBe(0);

    const page = { ...stamp(40), from: 38, upTo: 40, messages: [message(39), message(40)] };
    const fresh = { kind: 'fresh' as const, upTo: 40, participants: [person('ana'), person('ben')], page };
    const line = summary({ head: 40, lastMessage: message(40) }, { unread: { count: 2, atSeq: 40 } });
    const { state, wants } = applySynced(jumping.state, reader.epoch, { summary: line, open: fresh }, reader);
    expect(wants).toEqual({});
    expect(state.timeline?.cursor).toBe(40);
    if (!state.timeline) return;
    expect(shown(state.timeline, { around: null, offline: false }).rows.map(({ seq }) => seq)).toEqual([39, 40]);
    expect(shown(state.timeline, { around: 5, offline: false })).toMatchObject({ rows: [], range: null });
    expect(shown(state.timeline, { around: 5, offline: true })).toMatchObject({ stale: [{ from: 3, upTo: 5 }] });
    expect(seqs(state)).toEqual([4, 5, 39, 40]);
  });

  it('that was limited late, when frames have led on already, is no reason to jump', () => {
    const state = open();
    expect(applyChanges(state, { ...stamp(5), limited: true }, reader)).toEqual({ state, wants: {} });
  });

  it('never leads back: an old fresh start is dropped', () => {
    const state = open();
    const page = { ...stamp(4), from: 2, upTo: 4, messages: [message(3), message(4)] };
    const fresh = { kind: 'fresh' as const, upTo: 4, participants: [], page };
    const step = applySynced(state, reader.epoch, { summary: summary({ head: 4 }), open: fresh }, reader);
    expect(step.state.timeline).toBe(state.timeline);
  });
});
