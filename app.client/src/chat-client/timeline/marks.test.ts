import type { Mark } from '@parley/shared/models/conversation.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open, person, reader } from '../model/samples.ts';
import { mergePeople, raiseMarks } from './marks.ts';
import { applyMarks, applyReceiptAnswer } from './receipts.ts';
import { deliveryStatus, peerStatus } from './status.ts';

const people = new Map([person('ana'), person('ben')].map((one) => [one.user.id, one]));

const markOf = fc.record<Mark>({
  userId: fc.constantFrom('ana', 'ben', 'stranger'),
  deliveredSeq: fc.nat(30),
  readSeq: fc.nat(30),
});

describe('watermarks', () => {
  it('end the same whatever the order, the grouping and the repetitions', () => {
    const grouped = fc.array(fc.array(markOf));
    fc.assert(
      fc.property(grouped, fc.array(markOf), (groups, again) => {
        const all = groups.flat();
        const oneByOne = all.reduce(
          (known, mark) => raiseMarks(known, [mark]),
          people as ReturnType<typeof raiseMarks>,
        );
        const turned = raiseMarks(raiseMarks(people, all.toReversed()), all);
        expect(turned).toEqual(oneByOne);
        const repeated = again.filter((mark) => all.includes(mark));
        expect(raiseMarks(turned, [...all, ...repeated])).toBe(turned);
      }),
    );
  });

  it('are the highest of what was told, and people are their latest version', () => {
    const versions = fc.array(fc.record({ rev: fc.nat(9), readSeq: fc.nat(9) }), { minLength: 1 });
    fc.assert(
      fc.property(versions, (told) => {
        const ben = mergePeople(
          new Map(),
          told.map(({ rev, readSeq }) => person('ben', { rev, readSeq, deliveredSeq: readSeq })),
        ).get('ben');
        expect(ben?.readSeq).toBe(Math.max(...told.map(({ readSeq }) => readSeq)));
        expect(ben?.rev).toBe(Math.max(...told.map(({ rev }) => rev)));
      }),
    );
  });

  it('of one who left rise no more', () => {
    const gone = new Map([['ben', person('ben', { leftSeq: 8 })]]);
    expect(raiseMarks(gone, [{ userId: 'ben', deliveredSeq: 9, readSeq: 9 }])).toBe(gone);
  });

  it('that tell nothing new re-render nobody', () => {
    const state = open();
    const marks = [{ userId: 'ben', deliveredSeq: 1, readSeq: 0 }];
    expect(applyMarks(state, { epoch: reader.epoch, marks }, reader)).toEqual({ state, wants: {} });
    expect(applyMarks(state, { epoch: reader.epoch, marks }, reader).state).toBe(state);
  });

  it('of my own are what the server made of them, and do not vouch for the rest of my row', () => {
    const answer = {
      epoch: reader.epoch,
      asOf: 5,
      joinedSeq: 1,
      rowVersion: 7,
      readSeq: 9,
      deliveredSeq: 9,
      unreadMarkSeq: null,
      unread: { count: 0, atSeq: 9 },
    };
    const { me } = applyReceiptAnswer(open(), answer, reader).state.summary;
    expect(me).toMatchObject({ readSeq: 9, rowVersion: 1, unread: { atSeq: 9 } });
  });
});

describe('the status of a message', () => {
  const said = { seq: 10, senderId: 'ana' };
  const there = (id: string, deliveredSeq: number, readSeq: number, changed = {}) =>
    person(id, { deliveredSeq, readSeq, ...changed });

  it('is as far as the slowest of the others', () => {
    expect(deliveryStatus(said, [there('ana', 10, 10), there('ben', 10, 10), there('cem', 10, 4)])).toBe('delivered');
    expect(deliveryStatus(said, [there('ben', 10, 10), there('cem', 12, 11)])).toBe('read');
    expect(deliveryStatus(said, [there('ben', 10, 10), there('cem', 9, 4)])).toBe('sent');
  });

  it('counts those who were there: not who joined later, not who has left', () => {
    const later = there('cem', 11, 11, { joinedSeq: 11 });
    const left = there('dee', 3, 3, { leftSeq: 12 });
    expect(deliveryStatus(said, [there('ben', 10, 10), later, left])).toBe('read');
    expect(deliveryStatus(said, [later, left])).toBe('sent');
  });

  it('of the last message of a direct conversation follows from the other one alone', () => {
    expect(peerStatus(said, { userId: 'ben', deliveredSeq: 10, readSeq: 9 })).toBe('delivered');
    expect(peerStatus(said, { userId: 'ben', deliveredSeq: 10, readSeq: 10 })).toBe('read');
    expect(peerStatus(said, null)).toBe('sent');
  });
});
