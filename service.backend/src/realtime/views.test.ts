import type { Change } from '@parley/shared/models/change.ts';
import { asBegun } from '@parley/shared/models/conversation.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewsOf } from './views.ts';

const message = (seq: number, place: number): Change => ({
  kind: 'message',
  seq,
  message: {
    id: `m${place}`,
    conversationId: 'c',
    seq: place,
    rev: seq,
    version: 1,
    kind: 'text',
    senderId: 'ada',
    content: `at ${place}`,
    event: null,
    createdAt: '2026-01-01T00:00:00Z',
    composedAt: null,
    editedAt: null,
    deletedAt: null,
  },
});

const members = fc.array(fc.record({ userId: fc.uuid(), joinedSeq: fc.nat(20), visibleFromSeq: fc.nat(20) }));
const changes = fc.array(
  fc.tuple(fc.integer({ min: 10, max: 30 }), fc.nat(20)).map(([seq, place]) => message(seq, place)),
);

describe('views', () => {
  it('give everybody exactly once exactly what he may see, in order', () => {
    fc.assert(
      fc.property(members, changes, (people, all) => {
        const views = viewsOf(all, people);
        expect(views.flatMap(({ userIds }) => userIds).sort()).toEqual(people.map(({ userId }) => userId).sort());
        for (const { userId, visibleFromSeq } of people) {
          const mine = views.find(({ userIds }) => userIds.includes(userId))?.changes;
          expect(mine).toEqual(all.filter((one) => one.kind !== 'message' || one.message.seq >= visibleFromSeq));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('share an encoding between those who see the same', () => {
    const people = [0, 0, 3, 5, 5, 9].map((visibleFromSeq, index) => ({
      userId: `u${index}`,
      joinedSeq: 1,
      visibleFromSeq,
    }));
    const views = viewsOf([message(11, 4), message(12, 6)], people);
    expect(views.map(({ userIds }) => userIds)).toEqual([['u0', 'u1', 'u2'], ['u3', 'u4'], ['u5']]);
    expect(views.at(-1)?.changes).toEqual([]);
  });

  it('keep a change that is no message for all', () => {
    const conversation = {
      id: 'c',
      kind: 'group',
      title: 't',
      createdBy: 'ada',
      createdAt: '',
      rev: 9,
      ...asBegun,
    } as const;
    const change: Change = { kind: 'conversation', seq: 9, conversation };
    const views = viewsOf([message(8, 2), change], [{ userId: 'late', joinedSeq: 7, visibleFromSeq: 7 }]);
    expect(views).toEqual([{ userIds: ['late'], changes: [change] }]);
  });
});
