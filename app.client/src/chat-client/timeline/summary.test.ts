import { describe, expect, it } from 'vitest';
import { deleted, frame, message, open, person, reader, says, stamp, summary } from '../model/samples.ts';
import { applyFrame } from './frames.ts';
import { digestEntryOf, receiptsOf } from './heads.ts';
import { holdOpen, letGo } from './open.ts';
import { applyConversationAnswer } from './own-answers.ts';
import { applySummary } from './summary.ts';

const listed = () => ({ ...open(), timeline: null });

describe('a line of the list', () => {
  it('follows what is said, renamed and who comes and goes, without being held open', () => {
    const renamed = { ...summary().conversation, title: 'New crew', rev: 7 };
    const came = says(message(6, { kind: 'system', event: { type: 'joined', userId: 'cem' } }));
    const { state } = applyFrame(
      listed(),
      frame(5, 7, came, { kind: 'conversation', seq: 7, conversation: renamed }),
      reader,
    );
    expect(state.summary).toMatchObject({ head: 7, participantCount: 3, conversation: { title: 'New crew' } });
    expect(state.summary.lastChangeAt).toBe(message(6).createdAt);
    const gone = says(message(8, { kind: 'system', event: { type: 'left', userId: 'cem' } }));
    expect(applyFrame(state, frame(7, 8, gone), reader).state.summary.participantCount).toBe(2);
  });

  it('shows those who are in as they came, as a list would, and beside them whom it named last', () => {
    const [ben, cem, dia] = [person('ben'), person('cem'), person('dia', { joinedSeq: 8 })];
    const was = { ...listed(), summary: summary({ participantCount: 3, people: [ben.user, cem.user] }) };
    const facesAfter = (state: typeof was, from: number, who: typeof ben, type: 'joined' | 'removed') => {
      const told = says(message(from + 1, { kind: 'system', event: { type, userId: who.user.id } }));
      const change = { kind: 'participant', seq: from + 1, participant: who } as const;
      const after = applyFrame(state, frame(from, from + 1, told, change), reader).state;
      return { after, ids: after.summary.people.map(({ id }) => id), count: after.summary.participantCount };
    };
    const left = facesAfter(was, 5, { ...ben, leftSeq: 6 }, 'removed');
    expect([left.ids, left.count]).toEqual([['cem', 'ben'], 2]);
    const back = facesAfter(left.after, 6, { ...ben, joinedSeq: 7 }, 'joined');
    expect([back.ids, back.count]).toEqual([['cem', 'ben'], 3]);
    const more = facesAfter(back.after, 7, dia, 'joined');
    expect([more.ids, more.count]).toEqual([['cem', 'ben', 'dia'], 4]);
  });

  it('leaves a place empty where somebody moves up whom nobody named', () => {
    const named = ['ben', 'cem', 'dia', 'eva'].map((id) => person(id));
    const was = { ...listed(), summary: summary({ participantCount: 6, people: named.map(({ user }) => user) }) };
    const told = says(message(6, { kind: 'system', event: { type: 'left', userId: 'ben' } }));
    const gone = { kind: 'participant', seq: 6, participant: person('ben', { leftSeq: 6 }) } as const;
    const { people } = applyFrame(was, frame(5, 6, told, gone), reader).state.summary;
    expect(people.map(({ id }) => id)).toEqual(['cem', 'dia', 'eva']);
  });

  it('shows the last message as it is now: edited, or deleted', () => {
    const { state } = applyFrame(listed(), frame(5, 6, says(deleted(5, 6))), reader);
    expect(state.summary.lastMessage).toMatchObject({ seq: 5, content: null });
    const old = applyFrame(listed(), frame(5, 6, says(message(2, { rev: 6, content: 'other words' }))), reader).state;
    expect(old.summary.lastMessage).toMatchObject({ seq: 5, content: 'words 5' });
  });

  it('that comes late does not take back what frames brought', () => {
    const ahead = applyFrame(listed(), frame(5, 6, says(message(6))), reader).state;
    expect(applySummary(ahead, reader.epoch, summary(), reader).state).toBe(ahead);
  });

  it('that is the same as the one that is known re-renders nobody', () => {
    const state = listed();
    expect(applySummary(state, reader.epoch, summary(), reader).state).toBe(state);
  });

  it('keeps the marks of the other one by maximum', () => {
    const direct = { ...listed(), summary: summary({ peer: { userId: 'ben', deliveredSeq: 5, readSeq: 4 } }) };
    const late = summary(
      { head: 6, peer: { userId: 'ben', deliveredSeq: 4, readSeq: 4 } },
      { unread: { count: 0, atSeq: 6 } },
    );
    expect(applySummary(direct, reader.epoch, late, reader).state.summary.peer).toMatchObject({ deliveredSeq: 5 });
  });

  it('says what this device holds, and a timeline that lags behind shows in it', () => {
    const state = open();
    expect(digestEntryOf(state)).toMatchObject({ id: 'c', seq: 5, readSeq: 5, rowVersion: 1, peer: null });
    expect(digestEntryOf({ ...state, timeline: state.timeline && { ...state.timeline, cursor: 4 } }).seq).toBe(4);
    expect(receiptsOf({ ...state, participants: new Map([['ben', person('ben', { leftSeq: 3 })]]) })).toBe(0);
  });

  it('stays when its timeline is let go, and opening it anew waits for a fresh start', () => {
    const closed = letGo(open());
    expect(closed).toMatchObject({ timeline: null, summary: { head: 5 } });
    expect(letGo(closed)).toBe(closed);
    const { state, wants } = holdOpen(closed);
    expect(state.timeline?.awaitsFresh).toBe(true);
    expect(wants).toEqual({ fresh: true });
  });

  it('takes people and title from the answer to a change of my own', () => {
    const line = summary({ head: 6, participantCount: 3 }, { unread: { count: 0, atSeq: 6 } });
    const answer = { ...stamp(6), summary: line, participants: [person('cem', { joinedSeq: 6, rev: 6 })] };
    const { state } = applyConversationAnswer(open(), answer, reader);
    expect(state.participants.get('cem')?.joinedSeq).toBe(6);
    expect(state.timeline?.cursor).toBe(5);
    expect(applyConversationAnswer(state, answer, reader).state).toBe(state);
  });
});
