import { beforeEach, describe, expect, it } from 'vitest';
import { type Account, createAccount } from './account.ts';

let account: Account;

beforeEach(() => {
  account = createAccount();
  account.joined(1, 'room');
  account.joined(2, 'room');
  account.joined(3, 'elsewhere');
});

const everybody = (id: string, seq: number) => {
  account.delivered(1, id, seq);
  account.delivered(2, id, seq);
};

describe("the load's account", () => {
  it('finds nothing wrong where everything arrived once, in order, at everybody of the room', () => {
    for (const [id, seq] of [['a', 2] as const, ['b', 3] as const]) {
      account.acknowledged('room', id, seq);
      everybody(id, seq);
    }
    expect(account.tally()).toEqual({
      acknowledged: 2,
      refused: 0,
      delivered: 4,
      expected: 4,
      lost: 0,
      doubled: 0,
      reordered: 0,
    });
  });

  it('counts as lost what was acknowledged and reached only one of two', () => {
    account.acknowledged('room', 'a', 2);
    account.delivered(1, 'a', 2);
    expect(account.tally()).toMatchObject({ lost: 1, expected: 2, delivered: 1 });
  });

  it('counts what came twice', () => {
    account.acknowledged('room', 'a', 2);
    everybody('a', 2);
    account.delivered(1, 'a', 2);
    account.delivered(1, 'a', 9);
    expect(account.tally()).toMatchObject({ doubled: 2, lost: 0 });
  });

  it('counts what came after a higher number, and what came under another number than was acknowledged', () => {
    account.acknowledged('room', 'a', 2);
    account.acknowledged('room', 'b', 3);
    everybody('b', 3);
    everybody('a', 2);
    expect(account.tally().reordered).toBe(2);
    account.acknowledged('elsewhere', 'c', 7);
    account.delivered(3, 'c', 8);
    expect(account.tally()).toMatchObject({ reordered: 3, lost: 0 });
  });

  it('does not take a refusal for a loss', () => {
    account.refused();
    expect(account.tally()).toMatchObject({ refused: 1, lost: 0 });
  });
});
