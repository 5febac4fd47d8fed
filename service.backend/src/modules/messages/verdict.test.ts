import { describe, expect, it } from 'vitest';
import { type Draft, judge, type Kept } from './verdict.ts';

const draft = (id: string, senderId: string, content = 'hello'): Draft => ({
  id,
  senderId,
  content,
  requestMac: Buffer.from(content),
  composedAt: null,
});

const kept = (id: string, senderId: string, content = 'hello'): Kept => ({
  message: {
    id,
    conversationId: 'c',
    seq: 2,
    rev: 2,
    version: 1,
    kind: 'text',
    senderId,
    content,
    event: null,
    createdAt: '2026-01-01T00:00:00Z',
    composedAt: null,
    editedAt: null,
    deletedAt: null,
  },
  requestMac: Buffer.from(content),
});

const present = (...ids: string[]) =>
  new Map(ids.map((userId) => [userId, { userId, joinedSeq: 1, visibleFromSeq: 0, readSeq: 1 }]));

const kindsOf = (drafts: readonly Draft[], people: string[], rows: readonly Kept[] = []) =>
  judge(drafts, { present: present(...people), kept: new Map(rows.map((row) => [row.message.id, row])) }, (a, b) =>
    a.equals(b),
  ).map((verdict) => ('place' in verdict ? `${verdict.kind} ${verdict.place}` : verdict.kind));

describe('judging what wants to be sent', () => {
  it('numbers only what is new and allowed; a refused one leaves no hole', () => {
    const drafts = [draft('1', 'ada'), draft('2', 'eve'), draft('3', 'ada')];
    expect(kindsOf(drafts, ['ada'])).toEqual(['accepted 0', 'missing', 'accepted 1']);
  });

  it('takes an id twice in a batch as one, and another payload or author under it as taken', () => {
    const drafts = [draft('1', 'ada'), draft('1', 'ada'), draft('1', 'ada', 'other'), draft('1', 'bob')];
    expect(kindsOf(drafts, ['ada', 'bob'])).toEqual(['accepted 0', 'again 0', 'taken', 'taken']);
  });

  it('lets an id go to who comes after one that was refused', () => {
    expect(kindsOf([draft('1', 'eve'), draft('1', 'ada')], ['ada'])).toEqual(['missing', 'accepted 0']);
  });

  it('answers a replay also to one who is not in any more', () => {
    expect(kindsOf([draft('1', 'ada')], [], [kept('1', 'ada')])).toEqual(['replay']);
  });

  it("tells participants alone that somebody else's id is taken", () => {
    const drafts = [draft('1', 'bob'), draft('1', 'eve')];
    expect(kindsOf(drafts, ['bob'], [kept('1', 'ada')])).toEqual(['taken', 'missing']);
  });

  it("does not take a system message for a replay of its actor's", () => {
    expect(kindsOf([draft('1', 'ada')], ['ada'], [{ ...kept('1', 'ada'), requestMac: null }])).toEqual(['taken']);
  });
});
