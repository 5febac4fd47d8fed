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
      account.acknowledged(1, id, seq);
      everybody(id, seq);
    }
    const stored = [
      { id: 'a', seq: 2 },
      { id: 'b', seq: 3 },
    ];
    account.recorded('room', stored);
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
    account.acknowledged(1, 'a', 2);
    account.delivered(1, 'a', 2);
    expect(account.tally()).toMatchObject({ lost: 1, expected: 2, delivered: 1 });
  });

  it('counts what came twice', () => {
    account.acknowledged(1, 'a', 2);
    everybody('a', 2);
    account.delivered(1, 'a', 2);
    account.delivered(1, 'a', 9);
    expect(account.tally()).toMatchObject({ doubled: 2, lost: 0 });
  });

  it('counts what came after a higher number, and what came under another number than was acknowledged', () => {
    account.acknowledged(1, 'a', 2);
    account.acknowledged(1, 'b', 3);
    everybody('b', 3);
    everybody('a', 2);
    expect(account.tally().reordered).toBe(2);
    account.acknowledged(3, 'c', 7);
    account.delivered(3, 'c', 8);
    expect(account.tally()).toMatchObject({ reordered: 3, lost: 0 });
  });

  it('does not take a refusal for a loss', () => {
    account.refused(1, 'a');
    everybody('a', 2);
    expect(account.tally()).toMatchObject({ refused: 1, lost: 0, doubled: 0 });
  });

  it('counts as lost what was acknowledged and came nowhere, although another one came under its number', () => {
    account.acknowledged(1, 'a', 2);
    account.acknowledged(2, 'b', 2);
    everybody('b', 2);
    expect(account.tally()).toMatchObject({ lost: 2, expected: 4, delivered: 2 });
  });

  it('counts as reordered a number that means one message here and another there, and calls neither delivered', () => {
    account.acknowledged(1, 'a', 2);
    account.acknowledged(2, 'b', 2);
    account.delivered(1, 'a', 2);
    account.delivered(2, 'b', 2);
    expect(account.tally().reordered).toBeGreaterThan(0);
    expect(account.tally().lost).toBeGreaterThan(0);
  });

  it('counts as reordered what one person said later and has a lower number', () => {
    account.acknowledged(1, 'later', 3);
    account.acknowledged(1, 'latest', 2);
    everybody('latest', 2);
    everybody('later', 3);
    expect(account.tally()).toMatchObject({ reordered: 1, lost: 0, doubled: 0 });
  });

  it('counts as doubled what is there although nobody was told that it is', () => {
    account.acknowledged(1, 'a', 2);
    everybody('a', 2);
    everybody('again', 3);
    expect(account.tally()).toMatchObject({ doubled: 1, lost: 0 });
  });

  it('counts as lost what reached everybody and is not on record', () => {
    for (const [id, seq] of [['a', 2] as const, ['b', 3] as const]) {
      account.acknowledged(1, id, seq);
      everybody(id, seq);
    }
    const a = { id: 'a', seq: 2 };
    account.recorded('room', []);
    expect(account.tally()).toMatchObject({ lost: 2, doubled: 0 });
    account.recorded('room', [a, { id: 'b', seq: 4 }]);
    expect(account.tally()).toMatchObject({ lost: 0, reordered: 1 });
    account.recorded('room', [a, { id: 'b', seq: 3 }, { id: 'c', seq: 4 }]);
    expect(account.tally()).toMatchObject({ doubled: 1 });
  });
});
