import { asBegun } from '@parley/shared/models/conversation.ts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Committed } from '../modules/announcements.ts';
import { framesOf } from './frames.ts';

const change = (seq: number): Committed['changes'][number] => ({
  kind: 'conversation',
  seq,
  conversation: { id: 'c', kind: 'group', title: `${seq}`, createdBy: 'a', createdAt: '', rev: seq, ...asBegun },
});

const commit = (from: number, upTo: number, membershipVersion: number, epoch = 'e'): Committed => ({
  epoch,
  conversationId: 'c',
  from,
  upTo,
  membershipVersion,
  changes: Array.from({ length: upTo - from }, (_, index) => change(from + 1 + index)),
});

it('puts commits that follow each other at one membership version into one frame, in order', () => {
  const frames = framesOf([commit(3, 4, 1), commit(0, 2, 1), commit(2, 3, 1), commit(4, 5, 2), commit(6, 7, 2)]);
  expect(frames.map(({ from, upTo }) => [from, upTo])).toEqual([
    [0, 4],
    [4, 5],
    [6, 7],
  ]);
});

it('never joins two lives of the database', () => {
  expect(framesOf([commit(0, 1, 1, 'old'), commit(1, 2, 1, 'new')])).toHaveLength(2);
});

it('covers exactly what was committed, and no frame spans a hole, a membership version or too much', () => {
  const commits = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(3), fc.boolean()), { maxLength: 40 })
    .chain((steps) => {
      let [head, version] = [0, 0];
      const made = steps.flatMap(([size, turn, elsewhere]) => {
        const from = head;
        head += size;
        if (turn === 0) version += 1;
        return elsewhere ? [] : [commit(from, head, version)];
      });
      return fc.shuffledSubarray(made, { minLength: made.length });
    });
  fc.assert(
    fc.property(commits, (waiting) => {
      const frames = framesOf(waiting);
      const numbers = (list: readonly Committed[]) => list.flatMap(({ changes }) => changes.map(({ seq }) => seq));
      expect(numbers(frames)).toEqual(numbers(waiting).sort((one, other) => one - other));
      for (const frame of frames) {
        expect(frame.changes.map(({ seq }) => seq)).toEqual(
          commit(frame.from, frame.upTo, 0).changes.map(({ seq }) => seq),
        );
        expect(frame.changes.length).toBeLessThanOrEqual(100);
        const inside = waiting.filter(({ from, upTo }) => from >= frame.from && upTo <= frame.upTo);
        expect(new Set(inside.map(({ membershipVersion }) => membershipVersion)).size).toBe(1);
      }
    }),
    { numRuns: 1_000 },
  );
});
