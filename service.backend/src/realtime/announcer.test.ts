import { beforeEach, expect, it } from 'vitest';
import type { Committed } from '../modules/announcements.ts';
import { createLogger } from '../platform/logger.ts';
import type { Announced } from './announced.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';
import type { Fanout } from './fanout.ts';

let said: { to: readonly string[]; name: string; payload: unknown }[];
let book: unknown[];
let failing: boolean;
let announcer: Announcer;

const fanout: Fanout = { publish: (to, { name, payload }) => void said.push({ to, name, payload }) };
const announced: Announced = {
  note: (conversationId, from, upTo) => void book.push([conversationId, from, upTo]),
  owe: (conversationId) => void book.push(['owed', conversationId]),
  forget: () => void book.push('forgotten'),
  takeOwed: () => [],
  flush: async () => undefined,
  close: async () => undefined,
};

beforeEach(() => {
  said = [];
  book = [];
  failing = false;
  const at = async () => {
    if (failing) throw new Error('no database');
    return [{ userId: 'ada', joinedSeq: 1, visibleFromSeq: 0 }];
  };
  announcer = createAnnouncer({
    fanout,
    announced,
    membership: { at, now: async () => [], forget: () => undefined },
    logger: createLogger('silent'),
  });
});

const commit = (from: number, upTo: number, epoch = 'e'): Committed => {
  return { epoch, conversationId: 'c', from, upTo, membershipVersion: 1, changes: [] };
};
const ranges = () =>
  said.map(({ payload }) => payload as { from: number; upTo: number }).map(({ from, upTo }) => [from, upTo]);

it('says in one frame what was committed in one turn, and in the order of numbers whatever came first', async () => {
  for (const one of [commit(4, 5), commit(1, 2), commit(2, 4), commit(7, 8)]) announcer.committed(one);
  expect(said).toEqual([]);
  await announcer.idle();
  expect(ranges()).toEqual([
    [1, 5],
    [7, 8],
  ]);
  expect(book.slice(1)).toEqual([
    ['c', 1, 5],
    ['c', 7, 8],
  ]);
});

it('says what comes while it speaks after it', async () => {
  announcer.committed(commit(1, 2));
  await new Promise((resolve) => setImmediate(resolve));
  announcer.committed(commit(2, 3));
  await announcer.idle();
  expect(ranges()).toEqual([
    [1, 2],
    [2, 3],
  ]);
});

it('owes what it cannot announce, and fails nobody', async () => {
  failing = true;
  announcer.committed(commit(1, 2));
  await announcer.idle();
  expect(said).toEqual([]);
  expect(book.slice(1)).toEqual([['owed', 'c']]);
});

it('forgets what waits when another life of the database begins', async () => {
  announcer.committed(commit(1, 2));
  announcer.committed(commit(0, 1, 'another'));
  await announcer.idle();
  expect(said.map(({ payload }) => payload)).toMatchObject([{ epoch: 'another', from: 0, upTo: 1 }]);
  expect(book.filter((entry) => entry === 'forgotten')).toHaveLength(2);
});
